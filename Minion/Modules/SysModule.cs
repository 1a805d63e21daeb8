using System.Text.Json.Nodes;
using Salt.Minion.States.Modules;
using Salt.Shared.Targeting;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>What functions there are, of execution and of state modules.</summary>
internal static class SysModule
{
    private static readonly FunctionArgument Names =
        new("names", ArgumentKind.Rest, Doc: "Modules, functions or globs of them; none means all.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Answering("sys.doc", "Return the documentation of all functions. Optionally, specify modules, functions or globs "
            + "to narrow the selection.",
            "sys.doc 'test.*'", [Names], call => ByName(call, Executed(call), function => FunctionDoc.Of(function))),
        Answering("sys.argspec", "Return the argument specification of functions: their names, the defaults of the last of "
            + "them, and whether further ones are taken.",
            "sys.argspec cmd.run", [Names], call => ByName(call, Executed(call), Spec)),
        Answering("sys.list_functions", "List the functions for all modules. Optionally, specify modules or globs to list from.",
            "sys.list_functions 'sys.list_*'", [Names], call => ListFunctions(call, Executed(call))),
        Answering("sys.list_modules", "List the modules on the minion. Optionally, specify globs to narrow the selection.",
            "sys.list_modules 's*'", [Names], call => ListModules(call, Executed(call))),
        Answering("sys.state_doc", "Return the documentation of all state functions, or of those that are named.",
            "sys.state_doc schedule", [Names], call => ByName(call, States, function => FunctionDoc.Of(function))),
        Answering("sys.state_argspec", "Return the argument specification of state functions.",
            "sys.state_argspec cmd.run", [Names], call => ByName(call, States, Spec)),
        Answering("sys.list_state_functions", "List the state functions, or those that are named.",
            "sys.list_state_functions cmd", [Names], call => ListFunctions(call, States)),
        Answering("sys.list_state_modules", "List the state modules, or those that are named.",
            "sys.list_state_modules 's*'", [Names], call => ListModules(call, States)),
    ];

    private static IEnumerable<Function> States => StateModules.Catalog.All.Where(function => !function.IsWatcher).Select(function => function.Declaration);

    private static IEnumerable<Function> Executed(FunctionCall call) => call.Minion.Functions.All;

    private static JsonObject ByName(FunctionCall call, IEnumerable<Function> functions, Func<Function, JsonNode?> describe) =>
        new(Selected(call, functions).Select(function => KeyValuePair.Create(function.Name, describe(function))));

    private static JsonArray ListFunctions(FunctionCall call, IEnumerable<Function> functions) => List(Selected(call, functions).Select(function => function.Name));

    private static JsonArray ListModules(FunctionCall call, IEnumerable<Function> functions)
    {
        var patterns = Patterns(call);
        var modules = functions.Select(function => ModuleOf(function.Name)).Distinct();
        return List(modules.Where(module => patterns.Count == 0 || patterns.Exists(pattern => Matches(pattern, module))));
    }

    private static IEnumerable<Function> Selected(FunctionCall call, IEnumerable<Function> functions)
    {
        var patterns = Patterns(call);
        return functions.Where(
            function => patterns.Count == 0 || patterns.Exists(pattern => IsNamedBy(pattern, function.Name)));
    }

    private static List<string> Patterns(FunctionCall call) =>
        [.. call.Arguments.Rest.Select(ScalarText.Of).Where(pattern => pattern.Length > 0)];

    // A name without a dot is a module's, and so is one that ends with it: "sys" and "sys." are not "sysctl".
    private static bool IsNamedBy(string pattern, string function)
    {
        var name = pattern.TrimEnd('.');
        return Matches(name, function) || (!name.Contains('.') && Matches(name, ModuleOf(function)));
    }

    private static bool Matches(string pattern, string name) => new Glob(pattern).IsMatch(name);

    private static string ModuleOf(string function) => function[..function.IndexOf('.', StringComparison.Ordinal)];

    private static JsonObject Spec(Function function)
    {
        var named = function.Arguments.Where(argument => argument.Kind is not (ArgumentKind.Rest or ArgumentKind.RestNamed)).ToList();
        var optional = named.FindAll(argument => !argument.Required);
        return new JsonObject
        {
            ["args"] = named.Count == 0 ? null : List(named.Select(argument => argument.Name)),
            ["defaults"] = optional.Count == 0 ? null : new JsonArray([.. optional.Select(argument => argument.Default?.DeepClone())]),
            ["varargs"] = Has(function, ArgumentKind.Rest),
            ["kwargs"] = Has(function, ArgumentKind.RestNamed),
        };
    }

    private static JsonNode? Has(Function function, ArgumentKind kind) =>
        function.Arguments.Any(argument => argument.Kind == kind) ? true : null;

    private static JsonArray List(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
