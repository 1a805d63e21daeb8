using System.Text.Json;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>What Salt prints around the returns of a batch: where it begins to run, and each return with jid and retcode.</summary>
/// <param name="announce">Prints where it begins: targets that are offered together are named together.</param>
internal sealed class BatchLines(Action<IReadOnlyList<string>> announce)
{
    private readonly HashSet<string> _announced = [];
    private readonly List<string> _begun = [];

    public void Apply(TargetView target)
    {
        var state = JobStates.Parse(target.State);
        // Whoever looks away for a moment hears of the end only.
        if (state is not (JobState.Queued or JobState.Undelivered) && _announced.Add(target.Minion)) _begun.Add(target.Minion);
        if (state == JobState.Queued) _announced.Remove(target.Minion);
        if (state == JobState.Offered || _begun.Count == 0) return;
        announce([.. _begun.Order(StringComparer.Ordinal)]);
        _begun.Clear();
    }

    public static JsonElement Return(TargetView target, JsonElement value, string jid) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName(target.Minion);
        value.WriteTo(json);
        json.WriteString("jid", jid);
        json.WriteNumber("retcode", target.Retcode);
        json.WriteEndObject();
    });
}
