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
/// <param name="isPlain">Whether nothing may be coloured or drawn.</param>
/// <param name="hasErrorTerminal">Whether <paramref name="error"/> goes to a terminal.</param>
/// <param name="showsProgress">Whether both are: what is drawn over again has somebody who looks at it.</param>
internal sealed class Terminal(
    TextWriter output,
    TextWriter error,
    Func<TextReader> openInput,
    bool isInteractive,
    Stream outputBytes,
    Stream errorBytes,
    bool showsProgress = false,
    Func<int>? width = null,
    bool isPlain = false,
    bool hasErrorTerminal = false)
{
    /// <summary>How wide text is made where there is no terminal that has a width.</summary>
    public const int DefaultWidth = 100;

    /// <summary>How wide every terminal is whose width is not known.</summary>
    private const int NarrowWidth = 80;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private TextReader? _in;
    private StreamWriter? _file;
    private string _drawn = "";

    /// <summary>Data. Buffered: flush when something is complete.</summary>
    public TextWriter Out { get; private set; } = output;

    public TextWriter Error { get; } = error;

    public TextReader In => _in ??= openInput();

    /// <summary>Whether data goes to a terminal.</summary>
    public bool IsInteractive { get; private set; } = isInteractive;

    public bool ShowsProgress { get; } = showsProgress;

    /// <summary>Whether messages go to a terminal.</summary>
    public bool HasErrorTerminal { get; } = hasErrorTerminal;

    /// <summary>Whether its user wants neither colours nor anything drawn: <c>NO_COLOR</c> is set, or <c>TERM=dumb</c>.</summary>
    public bool IsPlain { get; } = isPlain;

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
            showsProgress: !Console.IsOutputRedirected && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            isPlain: Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb",
            hasErrorTerminal: !Console.IsErrorRedirected,
            width: Console.IsOutputRedirected ? null : () => Console.WindowWidth);
    }

    /// <summary>Has data go to a file from here on; null: nothing changes.</summary>
    public void Redirect(Stream? file)
    {
        if (file is null) return;
        (outputBytes, _file) = (file, new StreamWriter(file, Utf8));
        (Out, IsInteractive) = (_file, false);
    }

    /// <summary>Writes what is not written yet: nothing more comes.</summary>
    public void Close()
    {
        Out.Flush();
        _file?.Dispose();
    }

    /// <summary>Bytes as they are, behind what was printed so far. Returns when they are written.</summary>
    public void Write(StreamName stream, ReadOnlySpan<byte> bytes)
    {
        Out.Flush();
        (stream == StreamName.Stdout ? outputBytes : errorBytes).Write(bytes);
    }

    /// <summary>Draws a line on stderr, in place of the one that was drawn before, no wider than the terminal.</summary>
    public void Draw(string line)
    {
        var room = (IsInteractive ? Width : NarrowWidth) - 1;
        var shown = Harmless.Of(line);
        if (shown.Length > room) shown = $"{shown[..(room - 1)]}…";
        if (shown == _drawn) return;
        Error.Write($"\r{shown}\e[K");
        _drawn = shown;
    }

    /// <summary>Removes the line that was drawn, if there is one.</summary>
    public void Erase()
    {
        if (_drawn.Length == 0) return;
        Error.Write("\r\e[K");
        _drawn = "";
    }

    /// <summary>One line to stderr, behind the data printed so far. Words of peers in it cannot steer the terminal.</summary>
    public void Say(string message)
    {
        Erase();
        Out.Flush();
        Error.WriteLine(Harmless.Of(message));
    }
}
