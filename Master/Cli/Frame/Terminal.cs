using System.Text;
using Salt.Shared.Jobs;

namespace Salt.Cli.Frame;

/// <summary>Where a command's data and messages go, and where answers come from.</summary>
/// <param name="output">Data. Buffered: flush when something is complete.</param>
/// <param name="error">Messages.</param>
/// <param name="openInput">Called at the first read.</param>
/// <param name="isInteractive">Whether <paramref name="output"/> is a terminal.</param>
/// <param name="outputBytes">Where <paramref name="output"/> goes to, unbuffered.</param>
/// <param name="errorBytes">Where <paramref name="error"/> goes to.</param>
/// <param name="width">Asks for the columns of the terminal; null: there is none.</param>
/// <param name="showsProgress">Whether both are: what is drawn over again has somebody who looks at it.</param>
internal sealed class Terminal(
    TextWriter output,
    TextWriter error,
    Func<TextReader> openInput,
    bool isInteractive,
    Stream outputBytes,
    Stream errorBytes,
    bool showsProgress = false,
    Func<int>? width = null)
{
    /// <summary>How wide text is made where there is no terminal that has a width.</summary>
    public const int DefaultWidth = 100;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private TextReader? _in;

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public TextReader In => _in ??= openInput();

    public bool IsInteractive { get; } = isInteractive;

    public bool ShowsProgress { get; } = showsProgress;

    /// <summary>In columns.</summary>
    public int Width => width?.Invoke() is > 20 and var columns ? columns : DefaultWidth;

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess()
    {
        var output = new StandardStream(1);
        var error = new StandardStream(2);
        return new Terminal(
            new StreamWriter(output, Utf8, 16 * 1024),
            new StreamWriter(error, Utf8) { AutoFlush = true },
            () => Console.In,
            !Console.IsOutputRedirected,
            output,
            error,
            showsProgress: !Console.IsOutputRedirected && !Console.IsErrorRedirected,
            width: Console.IsOutputRedirected ? null : () => Console.WindowWidth);
    }

    /// <summary>Bytes as they are, behind what was printed so far. Returns when they are written.</summary>
    public void Write(StreamName stream, ReadOnlySpan<byte> bytes)
    {
        Out.Flush();
        (stream == StreamName.Stdout ? outputBytes : errorBytes).Write(bytes);
    }

    /// <summary>One line to stderr, behind the data printed so far.</summary>
    public void Say(string message)
    {
        Out.Flush();
        Error.WriteLine(message);
    }
}
