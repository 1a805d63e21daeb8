using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;

namespace Salt.Cli.Run;

/// <summary><c>run TARGET [MODULE|FUN] -d</c>: what the minions' functions are for.</summary>
internal static class Documentation
{
    public static async Task<int> PrintAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Words.Operands.Count == 0)
            throw new SaltException(Failure.BadRequest, "-d needs a target: master-cli run '*' cmd.run -d");
        var wanted = new JsonArray();
        foreach (var name in invocation.Words.Operands.Skip(1)) wanted.Add((JsonNode)name);
        var request = RunRequests.Of(invocation.Words, "sys.doc", wanted);
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var states = new Dictionary<string, JobState>();
        await foreach (var e in new JobStream(invocation, TimeProvider.System).RunAsync(request, cancellationToken))
        {
            foreach (var minion in e.Submitted?.Targets ?? []) states[minion] = JobState.Queued;
            if (e.Target is not { } target) continue;
            states[target.Minion] = JobStates.Parse(target.State);
            if (target.Ret.Length > 0) Collect(texts, JsonText.Foreign(target.Ret.Memory));
        }

        Print(invocation.OpenOutputter(), invocation.Terminal.Out, texts);
        var exitCode = RunExit.Of(states.Values);
        if (texts.Count > 0 || exitCode != ExitCodes.Success) return exitCode;
        invocation.Terminal.Say("No minion has documentation for that");
        return ExitCodes.SomeFailed;
    }

    // The minions mostly agree; the first that answers speaks for all.
    private static void Collect(SortedDictionary<string, string> texts, JsonElement ret)
    {
        if (ret.ValueKind != JsonValueKind.Object) return;
        foreach (var function in ret.EnumerateObject())
        {
            if (function.Value.ValueKind == JsonValueKind.String && function.Value.GetString() is { Length: > 0 } text)
                texts.TryAdd(function.Name, text);
        }
    }

    private static void Print(IOutputter outputter, TextWriter writer, SortedDictionary<string, string> texts)
    {
        if (outputter.IsPage)
        {
            foreach (var (function, text) in texts) writer.Write($"{function}:\n{Harmless.Of(text.TrimEnd())}\n\n");
            return;
        }

        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            foreach (var (function, text) in texts) json.WriteString(function, text);
            json.WriteEndObject();
        }));
    }
}
