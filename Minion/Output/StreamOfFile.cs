using Salt.Minion.Spool;

namespace Salt.Minion.Output;

/// <summary>One stream of a job of one function: what its program prints.</summary>
internal sealed class StreamOfFile(string path) : IJobStream
{
    private readonly OutputFile _file = new(path);

    public long End => _file.End;

    public int Read(long offset, Span<byte> buffer, out long at) => _file.Read(offset, buffer, out at);
}
