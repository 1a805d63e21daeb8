using System.Globalization;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>A tree without a cgroup. To kill it, its members are stopped, looked for again until no new one shows up, and
/// only then killed: whoever stands still cannot fork or replace a child.</summary>
internal sealed class WalkedTree(EventLoop loop, ProcessWalker walker, Jid jid, Action changed) : IProcessTree
{
    private const int Continue = 18;

    /// <summary>Looks in a row before the loop serves the other jobs again.</summary>
    private const int LooksAtOnce = 4;

    /// <summary>Reads of the children's list after each look: a chain of processes that fork and exit moves on faster than
    /// a look takes, but not faster than one read.</summary>
    private const int ChasesAtOnce = 50;

    /// <summary>After so many empty looks a tree is gone. One could have missed a fork in progress.</summary>
    private const int EmptyLooks = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan StopFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(3);

    private readonly HashSet<int> _stopped = [];
    private LoopTimer? _next;
    private long _killingSince;
    private bool _isKilling;
    private int _empty;
    private bool _gaveUp;

    public string Cgroup => "";

    public string JoinFile => "";

    public string Unreached { get; private set; } = "";

    public LaunchPlan Marked(LaunchPlan plan) => plan with
    {
        Environment = new Dictionary<string, string>(plan.Environment) { [ProcessWalker.Mark] = jid.ToString() },
    };

    public void Rooted(int pid, ulong startTime) => walker.Add(new JobRoot(jid, pid, startTime), isAdopted: false);

    public void Adopt(int pid, ulong startTime) => walker.Add(new JobRoot(jid, pid, startTime), isAdopted: true);

    public void Signal(int signal)
    {
        // Who stood still before we came shall stand still afterwards.
        var found = Members();
        var continued = found.Where(member => member.State is not ('T' or 't')).Select(member => member.Pid).ToHashSet();
        var stopped = new HashSet<int>();
        for (var look = 0; look < LooksAtOnce && Stop(found, stopped); look++)
        {
            found = Members();
            foreach (var member in found)
                if (!stopped.Contains(member.Pid)) continued.Add(member.Pid);
        }

        foreach (var member in found) KnownProcess.Signal(member, signal);
        if (signal == Libc.SIGSTOP) return;
        foreach (var member in found)
            if (continued.Contains(member.Pid)) KnownProcess.Signal(member, Continue);
    }

    public void Kill()
    {
        if (_next is not null) return;
        _killingSince = loop.Clock.GetTimestamp();
        _isKilling = true;
        Sweep();
    }

    public bool TryRelease()
    {
        if (_next is not null) return false;
        if (_gaveUp || Count() == 0)
        {
            walker.Remove(jid);
            return true;
        }

        if (_isKilling) _next = loop.After(Pause, Sweep);
        return false;
    }

    public int Count() => Members().Count;

    private void Sweep()
    {
        _next = null;
        _empty = 0;
        for (var look = 0; look < LooksAtOnce && _empty < EmptyLooks; look++)
        {
            var members = Members();
            _empty = members.Count == 0 ? _empty + 1 : 0;
            var anyNew = Stop(members, _stopped) | Chase();
            if (anyNew && !IsLate(StopFor)) continue;
            foreach (var member in members) KnownProcess.Signal(member, Libc.SIGKILL);
        }

        _gaveUp = _empty < EmptyLooks && IsLate(GiveUpAfter);
        if (_empty < EmptyLooks && !_gaveUp)
        {
            _next = loop.After(Pause, Sweep);
            return;
        }

        Unreached = Survivors();
        changed();
    }

    private bool IsLate(TimeSpan after) => loop.Clock.GetElapsedTime(_killingSince) > after;

    private static bool Stop(List<ProcStat> members, HashSet<int> stopped)
    {
        var anyNew = false;
        foreach (var member in members)
        {
            if (!stopped.Add(member.Pid)) continue;
            anyNew = true;
            KnownProcess.Signal(member, Libc.SIGSTOP);
        }

        return anyNew;
    }

    // Orphans come to us, and a child's pid is ours until we reap it: no need to make sure who it is.
    private bool Chase()
    {
        var caught = false;
        var others = new HashSet<int>();
        for (var read = 0; read < ChasesAtOnce; read++)
        {
            var anyNew = false;
            foreach (var pid in ProcessWalker.Children())
            {
                if (_stopped.Contains(pid) || !others.Add(pid) || ProcessWalker.MarkOf(pid) != jid) continue;
                _ = Libc.Kill(pid, Libc.SIGSTOP);
                anyNew = caught |= _stopped.Add(pid);
            }

            if (!anyNew) break;
        }

        return caught;
    }

    private List<ProcStat> Members() =>
        [.. walker.Look().Members.Where(member => member.Job == jid).Select(member => member.Process)];

    private string Survivors()
    {
        var look = walker.Look();
        var ours = look.Members.Where(member => member.Job == jid).Select(member => member.Process).ToList();
        var text = Names(ours, "could not be killed");
        var unknown = Names(look.Unknown, "may be of this job and still run");
        return text.Length > 0 && unknown.Length > 0 ? $"{text}; {unknown}" : text + unknown;
    }

    private static string Names(List<ProcStat> processes, string what)
    {
        const int named = 5;
        if (processes.Count == 0) return "";
        var names = processes.Take(named).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Pid} ({p.Name})"));
        var more = processes.Count > named ? ", ..." : "";
        return $"{processes.Count} {what}: {string.Join(", ", names)}{more}";
    }
}
