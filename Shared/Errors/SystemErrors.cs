using System.ComponentModel;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Salt.Shared.Errors;

/// <summary>What the system's and the libraries' errors are called in messages for people: .NET's own text names its types and
/// settings.</summary>
public static partial class SystemErrors
{
    private const int HighestNumber = 4095;

    // errno on Linux, which .NET keeps where it has no exception of its own for it.
    private static readonly Dictionary<int, string> ByNumber = new()
    {
        [1] = "not permitted",
        [2] = "no such file or folder",
        [5] = "the device reports an error",
        [9] = "it is closed",
        [11] = "it is in use",
        [12] = "no memory is left",
        [13] = "no permission",
        [16] = "it is in use",
        [17] = "there is one already",
        [20] = "a part of the path is no folder",
        [21] = "it is a folder",
        [22] = "not possible here",
        [23] = "the system has no more open files",
        [24] = "too many open files",
        [26] = "the program is running",
        [27] = "the file would be too large",
        [28] = "no space is left on the device",
        [30] = "it can only be read",
        [32] = "nobody reads it any more",
        [36] = "the name is too long",
        [39] = "the folder is not empty",
        [40] = "too many links follow each other",
        [97] = "this machine has no addresses of that kind",
        [98] = "the address is in use",
        [99] = "this machine has no such address",
        [101] = "there is no way to that network",
        [104] = "the other side ended the connection",
        [110] = "nothing came in time",
        [111] = "nobody answers there",
        [113] = "there is no way to that machine",
        [122] = "the quota is used up",
    };

    /// <summary>Whether it is one of the errors that the system, not the program, is the cause of.</summary>
    public static bool IsKnown(Exception e) => e is IOException or UnauthorizedAccessException or Win32Exception;

    /// <summary>The end of a sentence, such as <c>no space is left on the device</c>.</summary>
    public static string Sentence(Exception e) => e switch
    {
        SystemFault or SaltException => e.Message,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "no machine of that name is known",
        DirectoryNotFoundException or FileNotFoundException => ByNumber[2],
        PathTooLongException => ByNumber[36],
        EndOfStreamException => "it ended too early",
        Win32Exception system when ByNumber.TryGetValue(system.NativeErrorCode, out var sentence) => sentence,
        UnauthorizedAccessException { InnerException: IOException inner } => Sentence(inner),
        UnauthorizedAccessException => ByNumber[13],
        _ when e.HResult is > 0 and <= HighestNumber => Sentence(e.HResult),
        _ when e.InnerException is { } inner && IsKnown(inner) => Sentence(inner),
        _ => "the system refused it",
    };

    /// <summary>A whole line: which file or folder it is about, if the system has said so, and what is the matter.</summary>
    public static string Line(Exception e) => e is SystemFault or SaltException ? e.Message : $"{PathOf(e) ?? "a file"}: {Sentence(e)}";

    /// <summary>The end of a sentence that names the file already. The system says of a folder that it may not be written.</summary>
    public static string Sentence(Exception e, string path) =>
        e is UnauthorizedAccessException && Directory.Exists(path) ? ByNumber[21] : Sentence(e);

    /// <summary>The end of a sentence about something that was to be read and understood: a file that cannot be opened, or holds
    /// something else than it should. A <see cref="FormatException"/> is the reader's own.</summary>
    public static string OfReading(Exception e) => e switch
    {
        FormatException => e.Message,
        JsonException json => $"it is not JSON, as from line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1} on",
        KeyNotFoundException or InvalidOperationException or OverflowException => "a part of it is missing, or is of another kind",
        CryptographicException or ArgumentException => "it is damaged, or is none of the kind that is expected",
        _ => Sentence(e),
    };

    /// <summary>What is said of anything that can be thrown: what is neither the system's nor ours is a fault of this program, and its
    /// text is kept for whoever mends it.</summary>
    public static string OfAnything(Exception e) => e switch
    {
        _ when IsKnown(e) || e is SaltException => PathOf(e) is null ? Sentence(e) : Line(e),
        JsonException => OfReading(e),
        RegexMatchTimeoutException slow => $"a regular expression takes longer than {slow.MatchTimeout.TotalSeconds:0.##} s",
        RegexParseException regex => $"a regular expression is malformed at position {regex.Offset}",
        OperationCanceledException => "it was given up",
        TimeoutException => "it took too long",
        OutOfMemoryException => ByNumber[12],
        ObjectDisposedException => "it ends at this moment",
        FormatException => e.Message,
        _ => $"a fault of this program's own: {e.GetType().Name}: {e.Message}",
    };

    // .NET has it in the text alone, in quotes, except where a file is missing.
    private static string? PathOf(Exception e)
    {
        if (e is FileNotFoundException { FileName: { Length: > 0 } name }) return name;
        return e is IOException or UnauthorizedAccessException && Quoted().Match(e.Message) is { Success: true } path ? path.Groups[1].Value : null;
    }

    [GeneratedRegex("'(/[^']*)'")]
    private static partial Regex Quoted();

    /// <summary>The sentence of an errno.</summary>
    public static string Sentence(int number) => ByNumber.TryGetValue(number, out var sentence) ? sentence : $"the system refused it (error {number})";
}
