using System.Globalization;
using System.Text;

namespace Salt.Shared.Logging;

/// <summary>One place that log lines go to. A line that it does not take is counted, never thrown: whoever has something
/// to say of a full disk must be able to go on. One thread at a time.</summary>
public sealed class LogOutput(Stream stream) : IDisposable
{
    private long _lost;

    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            if (_lost > 0)
            {
                // The last line may have been cut: this one begins anew.
                stream.Write(Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"\n{_lost} log lines before this could not be written\n")));
                _lost = 0;
            }

            stream.Write(line);
        }
        catch (IOException)
        {
            // Said in the log itself, once it takes lines again.
            _lost++;
        }
    }

    public void Dispose() => stream.Dispose();
}
