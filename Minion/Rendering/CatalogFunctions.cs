using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Minion.Modules;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;

namespace Salt.Minion.Rendering;

/// <summary>The functions of this minion as templates call them: <c>salt['cmd.run']('ls', shell='/bin/bash')</c> is the function that
/// a job calls, bound, limited and supervised as there.</summary>
/// <param name="job">On whose behalf they are called.</param>
/// <param name="saltenv">The environment of the template, and so of the functions that ask for one and are not given any.</param>
internal sealed class CatalogFunctions(FunctionCall job, string saltenv, CancellationToken cancellation)
{
    private const string Environment = "saltenv";

    public IEnumerable<RenderFunction> All => job.Minion.Functions.All.Select(function =>
        new RenderFunction(function.Name, ["*args", "**kwargs"], (_, values) => Call(function, (PyTuple)values[0]!, (PyDict)values[1]!)));

    /// <summary>Blocks until the function has answered.</summary>
    /// <exception cref="TemplateException">It was refused or broke, in the function's own words; a program that failed has answered.</exception>
    private object? Call(Function function, PyTuple positional, PyDict named)
    {
        var arg = new JsonArray([.. positional.Select(PythonData.ToJson)]);
        var kwarg = (JsonObject)PythonData.ToJson(named)!;
        if (IsOpen(function, arg.Count) && !kwarg.ContainsKey(Environment)) kwarg[Environment] = saltenv;
        var outcome = Ask(function.Name, arg, kwarg);
        return outcome.IsFault ? throw TemplateException.Runtime(ScalarText.Of(outcome.Return)) : PythonData.FromJson(outcome.Return);
    }

    private Outcome Ask(string fun, JsonArray arg, JsonObject kwarg)
    {
        try
        {
            return job.Minion.CallAsync(job, fun, arg, kwarg, cancellation).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is RefusedException or SaltException)
        {
            throw TemplateException.Runtime(e.Message);
        }
    }

    // Whether the environment is among its arguments, and not among the values given by place.
    private static bool IsOpen(Function function, int given) =>
        function.Arguments.TakeWhile(argument => argument.Kind != ArgumentKind.Rest).Skip(given).Any(argument => argument.Name == Environment);
}
