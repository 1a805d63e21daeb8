using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Schedules;

/// <summary>One entry of the minions' schedules, asked for by its name: a minion that has none of that name says so, and has not
/// failed by that.</summary>
internal sealed class NamedEntry(string name)
{
    /// <summary>As <c>schedule.list</c> shows that nothing of the name is there.</summary>
    private const string EmptyList = "schedule: {}\n";

    private readonly string _sentence = $"Job {name} does not exist.";
    private int _absent;
    private int _answered;

    /// <summary>Minions have answered, and none of them has it; or none has answered.</summary>
    public bool IsAbsent => _absent == _answered;

    public async IAsyncEnumerable<JobEvent> WatchAsync(IAsyncEnumerable<JobEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var told = new HashSet<string>();
        await foreach (var e in events.WithCancellation(cancellationToken))
        {
            if (e.KindCase == JobEvent.KindOneofCase.Target && e.Target.Ret.Length > 0) Look(e.Target, isNew: told.Add(e.Target.Minion));
            yield return e;
        }
    }

    private void Look(TargetView target, bool isNew)
    {
        if (isNew) _answered++;
        var value = JsonText.Foreign(target.Ret.Memory);
        if (value.ValueKind != JsonValueKind.String || (value.GetString() != EmptyList && value.GetString() != _sentence)) return;
        if (isNew) _absent++;
        target.State = JobState.Succeeded.ToName();
        target.Retcode = 0;
        target.Ret = ByteString.CopyFrom(JsonText.Compact(json => json.WriteStringValue(_sentence)), Encoding.UTF8);
    }
}
