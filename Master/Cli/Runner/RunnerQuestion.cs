using System.Text.Json.Nodes;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.V1;

namespace Salt.Cli.Runner;

/// <summary>A question that a verb and one of Salt's runner functions both ask: the master answers it, and keeps no record of that.</summary>
internal static class RunnerQuestion
{
    /// <param name="name">The runner function.</param>
    /// <param name="parameters">Those of the verb, by the runner's names.</param>
    public static Function Declare(string name, string summary, params IReadOnlyList<Parameter> parameters) => new(
        name,
        summary,
        parameters,
        async (invocation, arguments, cancellationToken) => (await FetchAsync(invocation, name, arguments, cancellationToken)).Print(invocation));

    public static Task<RunnerReply> FetchAsync(Invocation invocation, string name, Arguments arguments, CancellationToken cancellationToken)
    {
        var given = new JsonObject(arguments.Given.Select(argument => KeyValuePair.Create(argument.Key, (JsonNode?)argument.Value)));
        return RunnerReply.FetchAsync(
            invocation, new RunnerRequest { Fun = name, Kwarg = RunRequests.Json(given), Unrecorded = true }, cancellationToken);
    }
}
