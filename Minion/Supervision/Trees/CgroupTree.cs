using System.Globalization;
using System.Runtime.InteropServices;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Running;

namespace Salt.Minion.Supervision.Trees;

/// <summary>A tree in a cgroup of its own: nothing leaves it by forking, and the kernel kills it whole.</summary>
internal sealed class CgroupTree(EventLoop loop, string path, Action changed) : IProcessTree
{
    public const uint FolderMode = 0x1ED; // 0755

    /// <summary>Freezing takes microseconds, unless a member waits for a device; then it gets its signal unfrozen.</summary>
    private static readonly TimeSpan FreezeTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Between tries to remove a group that nothing lives in and that the kernel still holds.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(10);

    private readonly List<int> _waiting = [];
    private LoopTimer? _frozenBy;
    private LoopTimer? _retry;
    private int _events = -1;
    private ulong _key;
    private (int Pid, ulong StartTime) _root;

    public string Cgroup => path;

    public string JoinFile => path + "/cgroup.procs";

    public string Unreached => "";

    public LaunchPlan Marked(LaunchPlan plan) => plan;

    /// <summary>It joins the group by itself, before its program begins: on a machine that is busy that may be a while from now.</summary>
    public void Rooted(int pid, ulong startTime) => _root = (pid, startTime);

    public void Signal(int signal)
    {
        _waiting.Add(signal);
        if (_waiting.Count > 1) return;
        Watch();
        Write("cgroup.freeze", "1"u8);
        _frozenBy = loop.After(FreezeTime, Deliver);
        EventsChanged();
    }

    public void Kill()
    {
        Watch();
        Write("cgroup.kill", "1"u8);
        // Before it has joined it has no children, and is all there is.
        if (_root.Pid > 0) KnownProcess.Signal(_root.Pid, _root.StartTime, Libc.SIGKILL);
    }

    public bool TryRelease()
    {
        if (!TryRemove(path))
        {
            Watch();
            if (ReadEvents().Populated) return false;

            // Groups that the job itself has made below its own, now empty too.
            RemoveNested(path);
            if (!TryRemove(path))
            {
                _retry ??= loop.After(RetryTime, Retry);
                return false;
            }
        }

        Close();
        return true;
    }

    public int Count()
    {
        Watch();
        return Members().Count;
    }

    // Only for trees that outlive their root or are being ended: the others come and go without it.
    private void Watch()
    {
        if (_events >= 0) return;
        _events = Libc.Open($"{path}/cgroup.events", Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (_events >= 0) _key = loop.Watch(_events, Libc.Urgent, _ => EventsChanged());
    }

    private void Close()
    {
        _frozenBy?.Cancel();
        _retry?.Cancel();
        if (_events < 0) return;
        loop.Forget(_key, _events);
        _ = Libc.Close(_events);
        _events = -1;
    }

    private void EventsChanged()
    {
        var events = ReadEvents();
        if (_waiting.Count > 0 && (events.Frozen || !events.Populated)) Deliver();
        if (!events.Populated) changed();
    }

    private void Deliver()
    {
        _frozenBy?.Cancel();
        var members = Members();
        foreach (var signal in _waiting)
        {
            foreach (var pid in members) _ = Libc.Kill(pid, signal);
            if (_root.Pid > 0 && !members.Contains(_root.Pid)) KnownProcess.Signal(_root.Pid, _root.StartTime, signal);
        }

        _waiting.Clear();
        Write("cgroup.freeze", "0"u8);
    }

    private void Retry()
    {
        _retry = null;
        changed();
    }

    private CgroupEvents ReadEvents() => _events < 0 ? default : CgroupEvents.Parse(SmallFile.ReadFrom(_events));

    private List<int> Members()
    {
        var members = new List<int>();
        AddMembers(path, members);
        return members;
    }

    private static void AddMembers(string group, List<int> members)
    {
        if (SmallFile.Read($"{group}/cgroup.procs") is not { } text) return;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // A process that our pid namespace cannot name is listed as 0, which to kill() means ourselves.
            var pid = int.Parse(line, CultureInfo.InvariantCulture);
            if (pid > 0) members.Add(pid);
        }

        foreach (var nested in Nested(group)) AddMembers(nested, members);
    }

    private static void RemoveNested(string group)
    {
        foreach (var nested in Nested(group))
        {
            RemoveNested(nested);
            _ = TryRemove(nested);
        }
    }

    private static string[] Nested(string group)
    {
        try
        {
            return Directory.GetDirectories(group);
        }
        catch (DirectoryNotFoundException)
        {
            // Whoever made it has removed it meanwhile.
            return [];
        }
    }

    private static bool TryRemove(string group) =>
        Libc.RemoveDirectory(group) == 0 || Marshal.GetLastPInvokeError() == Libc.ENOENT;

    // A group that is gone has nobody to be told.
    private void Write(string file, ReadOnlySpan<byte> text) => _ = SmallFile.Write($"{path}/{file}", text);
}
