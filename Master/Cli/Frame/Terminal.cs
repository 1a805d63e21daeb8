using System.Text;

namespace Salt.Cli.Frame;

/// <summary>Where a command's data and messages go, and where answers come from.</summary>
/// <param name="output">Data. Buffered: flush when something is complete.</param>
/// <param name="error">Messages.</param>
/// <param name="openInput">Called at the first read.</param>
/// <param name="isInteractive">Whether <paramref name="output"/> is a terminal.</param>
/// <param name="showsProgress">Whether both are: what is drawn over again has somebody who looks at it.</param>
internal sealed class Terminal(
    TextWriter output, TextWriter error, Func<TextReader> openInput, bool isInteractive, bool showsProgress = false)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private TextReader? _in;

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public TextReader In => _in ??= openInput();

    public bool IsInteractive { get; } = isInteractive;

    public bool ShowsProgress { get; } = showsProgress;

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess() => new(
        new StreamWriter(new StandardStream(1), Utf8, 16 * 1024),
        new StreamWriter(new StandardStream(2), Utf8) { AutoFlush = true },
        () => Console.In,
        !Console.IsOutputRedirected,
        !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    /// <summary>One line to stderr, behind the data printed so far.</summary>
    public void Say(string message)
    {
        Out.Flush();
        Error.WriteLine(message);
    }
}
