using Salt.Minion.Spool;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>Standard input, output and error of a child to be, and the supervisor's ends of them.</summary>
internal sealed class ChildStreams : IDisposable
{
    private readonly List<int> _open = [];

    /// <exception cref="IOException">No descriptors, or no input file.</exception>
    public ChildStreams(LaunchPlan plan)
    {
        try
        {
            Stdin = OpenInput(plan.HasStdin ? new JobFolder(plan.Folder).Stdin : "/dev/null");
            (StdoutReader, Stdout) = OpenPipe();
            (StderrReader, Stderr) = plan.MergeOutput ? (-1, Stdout) : OpenPipe();
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    public int Stdin { get; }

    public int Stdout { get; }

    public int Stderr { get; }

    public int StdoutReader { get; }

    /// <summary>-1 where both streams are one.</summary>
    public int StderrReader { get; }

    /// <summary>The readers are the caller's from now on.</summary>
    public void KeepReaders()
    {
        _open.Remove(StdoutReader);
        _open.Remove(StderrReader);
    }

    public void Dispose()
    {
        foreach (var descriptor in _open) _ = Libc.Close(descriptor);
        _open.Clear();
    }

    private int OpenInput(string path)
    {
        var file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (file < 0) throw Libc.Failed($"its input '{path}' cannot be read");
        _open.Add(file);
        return file;
    }

    private (int Reader, int Writer) OpenPipe()
    {
        var pipe = Pipe.Open();
        _open.AddRange([pipe.ReadEnd, pipe.WriteEnd]);
        return (pipe.ReadEnd, pipe.WriteEnd);
    }
}
