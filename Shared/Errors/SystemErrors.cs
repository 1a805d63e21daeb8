using System.ComponentModel;

namespace Salt.Shared.Errors;

/// <summary>What the system's errors are called in messages for people: .NET's own text names its types and settings.</summary>
public static class SystemErrors
{
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
        [98] = "the address is in use",
        [111] = "nobody answers there",
        [122] = "the quota is used up",
    };

    /// <summary>Whether it is one of the errors that the system, not the program, is the cause of.</summary>
    public static bool IsKnown(Exception e) => e is IOException or UnauthorizedAccessException or Win32Exception;

    /// <summary>The end of a sentence, such as <c>no space is left on the device</c>.</summary>
    public static string Sentence(Exception e) => e switch
    {
        DirectoryNotFoundException or FileNotFoundException => ByNumber[2],
        PathTooLongException => ByNumber[36],
        EndOfStreamException => "it ended too early",
        Win32Exception system when ByNumber.TryGetValue(system.NativeErrorCode, out var sentence) => sentence,
        UnauthorizedAccessException { InnerException: IOException inner } => Sentence(inner),
        UnauthorizedAccessException => ByNumber[13],
        _ when ByNumber.TryGetValue(e.HResult, out var sentence) => sentence,
        _ when e.InnerException is { } inner && IsKnown(inner) => Sentence(inner),
        _ => "the system refused it",
    };

    /// <summary>The sentence of an errno.</summary>
    public static string Sentence(int number) => ByNumber.TryGetValue(number, out var sentence) ? sentence : $"the system refused it (error {number})";
}
