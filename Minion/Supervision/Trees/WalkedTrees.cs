using Salt.Minion.Supervision.Running;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>The fallback where no cgroup can be had: trees are walked in /proc.</summary>
internal sealed class WalkedTrees(EventLoop loop) : IProcessTrees
{
    private readonly ProcessWalker _walker = new();

    public string Description => "no cgroups: descendants are found in /proc, and some may escape";

    public IProcessTree Create(Jid jid, Action changed) => new WalkedTree(loop, _walker, jid, changed);

    public IProcessTree Adopt(Jid jid, StartRecord? start, Action changed)
    {
        var tree = new WalkedTree(loop, _walker, jid, changed);
        tree.Adopt(start?.Pid ?? 0, start?.StartTime ?? 0);
        return tree;
    }

    public void Sweep(IReadOnlySet<Jid> adopted)
    {
        // Nothing is made for a job but its processes.
    }

    public void Leave()
    {
        // It made nothing.
    }
}
