using System.Collections.Concurrent;
using Salt.Shared.Jobs;
using Salt.Tests.Chaos.Jobs;
using Salt.V1;

namespace Salt.Tests.Chaos.Checking;

/// <summary>What the run itself knows: what was asked for, what was answered, what was done to whom and when.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, Asked> _asked = [];
    private readonly ConcurrentDictionary<(string Jid, string Minion), TargetView> _ends = [];
    private readonly ConcurrentDictionary<(string Jid, string Minion), bool> _signalled = [];
    private readonly ConcurrentQueue<Disturbed> _disturbed = [];
    private readonly ConcurrentQueue<Violation> _violations = [];
    private int _submitted;

    /// <summary>Jobs whose jid the master told; those that only end others are not counted.</summary>
    public int Submitted => _submitted;

    public IEnumerable<Asked> Asked => _asked.Values;

    public IEnumerable<Disturbed> Disturbed => _disturbed;

    /// <summary>Those found while the run was going on.</summary>
    public IEnumerable<Violation> Violations => _violations;

    public int Kills => _disturbed.Count(disturbed => disturbed.IsKill);

    public Asked? Find(string token) => _asked.GetValueOrDefault(token);

    public bool WasSignalled(string jid, string minion) => _signalled.ContainsKey((jid, minion));

    public void Asking(JobPlan plan) => _asked[plan.Token] = new Asked(plan, Uptime.Now());

    /// <summary>The master told the jid.</summary>
    public void Told(string token, string jid)
    {
        var asked = _asked[token];
        asked.Jid = jid;
        if (!asked.Plan.Fun.StartsWith("saltutil.", StringComparison.Ordinal)) Interlocked.Increment(ref _submitted);
    }

    /// <summary>An operator is about to end it.</summary>
    public void Signalling(string jid, string minion) => _signalled[(jid, minion)] = true;

    public void Did(Disturbed disturbed) => _disturbed.Enqueue(disturbed);

    public void Found(Rule rule, string jid, string minion, string what) => _violations.Enqueue(new Violation(rule, jid, minion, what));

    /// <summary>An operator saw this; the first end that anybody sees has to last.</summary>
    public void Saw(TargetView seen)
    {
        var state = JobStates.Parse(seen.State);
        var key = (seen.Jid, seen.Minion);
        if (!state.IsEnd())
        {
            if (_ends.TryGetValue(key, out var end)) Found(Rule.StoredTwice, seen.Jid, seen.Minion, $"was {end.State}, is {seen.State} again");
            return;
        }

        var first = _ends.GetOrAdd(key, seen);
        if (ReferenceEquals(first, seen) || IsSame(first, seen)) return;
        if (first.State == JobState.Lost.ToName()) _ends[key] = seen;
        else Found(Rule.StoredTwice, seen.Jid, seen.Minion, $"was {Text(first)}, is {Text(seen)}");
    }

    private static bool IsSame(TargetView one, TargetView other) =>
        one.State == other.State && one.Retcode == other.Retcode && one.Reason == other.Reason &&
        one.StartedUs == other.StartedUs && one.EndedUs == other.EndedUs &&
        (one.RetOmitted || other.RetOmitted || one.Ret.Equals(other.Ret));

    private static string Text(TargetView view) =>
        $"{view.State} {view.Retcode} '{view.Reason}' {view.StartedUs}-{view.EndedUs} ({view.Ret.Length} bytes)";
}
