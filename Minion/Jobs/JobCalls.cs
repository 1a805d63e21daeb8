using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Minion.Jobs;

/// <summary>Turns a published job into the call of a function: looked up, its arguments bound.</summary>
internal sealed class JobCalls(IMinionContext minion)
{
    /// <exception cref="RefusedException">No such function, or arguments that do not fit it; the message is the return.</exception>
    public FunctionCall Bind(PublishedJob job)
    {
        var function = CompoundCall.IsNamed(job.Fun) ? null : minion.Functions.Get(job.Fun);
        var (arg, kwarg) = Parse(job);
        var origin = new JobOrigin(arg, kwarg, job.Tgt, job.TgtType);
        return function is null
            ? CompoundCall.Bind(job.Fun, job.Jid, job.User, origin, minion)
            : new FunctionCall(function, ArgumentBinder.Bind(function, arg, kwarg), job.Jid, job.User, origin, minion);
    }

    private static (JsonArray Arg, JsonObject Kwarg) Parse(PublishedJob job)
    {
        try
        {
            return (PublishedArguments.Positional(job), PublishedArguments.Keyword(job));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RefusedException($"ERROR executing '{job.Fun}': The arguments are not JSON");
        }
    }
}
