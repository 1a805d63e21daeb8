using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>One cgroup of version 2 for each job, in a group of this minion's own below the supervisor's. The supervisor
/// stays outside, and controllers are never enabled.</summary>
internal sealed class CgroupTrees : IProcessTrees
{
    private const int CanWrite = 2;

    private readonly EventLoop _loop;
    private readonly string _home;

    private CgroupTrees(EventLoop loop, string home) => (_loop, _home) = (loop, home);

    public string Description => $"a cgroup for each job in {_home}";

    /// <param name="name">Of the minion's own group.</param>
    /// <param name="why">Where null is returned: why jobs cannot have cgroups here.</param>
    public static CgroupTrees? TryOpen(EventLoop loop, string name, out string why)
    {
        var mountinfo = SmallFile.Read("/proc/self/mountinfo") ?? "";
        var own = CgroupMount.Find(mountinfo, SmallFile.Read("/proc/self/cgroup") ?? "");
        if (own is null)
        {
            why = "no cgroup of version 2 is mounted";
            return null;
        }

        var home = $"{own}/{name}";
        if (Libc.MakeDirectory(home, CgroupTree.FolderMode) != 0 && Errno() != Libc.EEXIST)
        {
            why = $"{home} cannot be made: {Libc.Text(Errno())}";
            return null;
        }

        // Linux 5.14 has both.
        foreach (var file in (ReadOnlySpan<string>)["cgroup.kill", "cgroup.freeze"])
        {
            if (Libc.Access($"{home}/{file}", CanWrite) == 0) continue;
            why = $"{home}/{file} cannot be written: {Libc.Text(Errno())}";
            return null;
        }

        why = "";
        return new CgroupTrees(loop, home);
    }

    public IProcessTree Create(Jid jid, Action changed)
    {
        var path = $"{_home}/{jid}";
        if (Libc.MakeDirectory(path, CgroupTree.FolderMode) != 0 && Errno() != Libc.EEXIST) throw Libc.Failed($"mkdir {path}");
        return new CgroupTree(_loop, path, changed);
    }

    public IProcessTree Adopt(Jid jid, StartRecord? start, Action changed) =>
        new CgroupTree(_loop, start is { Cgroup.Length: > 0 } ? start.Cgroup : $"{_home}/{jid}", changed);

    public void Sweep(IReadOnlySet<Jid> adopted)
    {
        foreach (var path in Directory.EnumerateDirectories(_home))
        {
            if (Jid.TryParse(Path.GetFileName(path), out var jid) && !adopted.Contains(jid)) ReleaseWhenEmpty(path);
        }
    }

    private void ReleaseWhenEmpty(string path)
    {
        CgroupTree? tree = null;
        tree = new CgroupTree(_loop, path, () => tree!.TryRelease());
        _ = tree.TryRelease();
    }

    // A group that is not empty stays: the next supervisor finds it by its name.
    public void Leave() => _ = Libc.RemoveDirectory(_home);

    private static int Errno() => System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
}
