using System.Text;

namespace Salt.Tests.Integration.Clusters;

/// <summary>What a process has written to one of its streams so far.</summary>
internal sealed class Output
{
    private readonly StringBuilder _text = new();

    /// <summary>Reads until the stream closes.</summary>
    public async Task FillAsync(StreamReader stream)
    {
        var buffer = new char[4096];
        while (await stream.ReadAsync(buffer) is var count and > 0)
        {
            lock (_text) _text.Append(buffer, 0, count);
        }
    }

    public override string ToString()
    {
        lock (_text) return _text.ToString();
    }
}
