using System.Globalization;
using System.Runtime.InteropServices;
using Salt.Minion.Supervision.Native;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>Looks at /proc for the trees that have no cgroup.</summary>
internal sealed class ProcessWalker
{
    /// <summary>The mark: a variable of this name in the environment of everything a job starts.</summary>
    public const string Mark = "SALT_JID";

    private const int NoChild = 10;

    private readonly Dictionary<Jid, JobRoot> _roots = [];
    private readonly HashSet<Jid> _adopted = [];

    /// <param name="isAdopted">Started by another supervisor: it does not descend from this one.</param>
    public void Add(JobRoot root, bool isAdopted)
    {
        _roots[root.Jid] = root;
        if (isAdopted) _adopted.Add(root.Jid);
    }

    public void Remove(Jid jid)
    {
        _roots.Remove(jid);
        _adopted.Remove(jid);
    }

    /// <summary>Who lives now.</summary>
    public Descent Look()
    {
        var processes = new List<ProcStat>();
        if (_adopted.Count > 0 || HasChildren())
        {
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) &&
                    ProcStat.Read(pid) is { } process)
                {
                    processes.Add(process);
                }
            }
        }

        return new Descent(processes, _roots.Values, Environment.ProcessId, MarkOf, strangers: _adopted.Count > 0);
    }

    /// <summary>This process's own children, dead ones too, in one read for each of its threads: for races that a look at
    /// all of /proc would lose. Empty where the kernel does not offer it.</summary>
    public static List<int> Children()
    {
        var children = new List<int>();
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var text = SmallFile.Read(thread + "/children") ?? "";
            foreach (var pid in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                children.Add(int.Parse(pid, CultureInfo.InvariantCulture));
        }

        return children;
    }

    /// <summary>The job whose mark the process carries; null: none, or it is gone.</summary>
    public static Jid? MarkOf(int pid)
    {
        var environment = SmallFile.Read($"/proc/{pid}/environ");
        if (environment is null) return null;
        foreach (var variable in environment.Split('\0'))
        {
            if (variable.StartsWith(Mark + "=", StringComparison.Ordinal) &&
                Jid.TryParse(variable[(Mark.Length + 1)..], out var jid))
            {
                return jid;
            }
        }

        return null;
    }

    private static unsafe bool HasChildren()
    {
        const int any = 0;
        const int exitedNoHangLeaveWaitable = 4 | 1 | 0x01000000;
        var information = stackalloc byte[128];
        return Libc.Wait(any, 0, information, exitedNoHangLeaveWaitable) == 0 || Marshal.GetLastPInvokeError() != NoChild;
    }
}
