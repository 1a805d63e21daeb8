using Salt.Minion.Spool;
using Salt.Minion.Supervision;

namespace Salt.Minion.Modules;

/// <summary>How a process function's program ended. Texts are what <c>return_max</c> leaves of the output: bytes that
/// are not UTF-8 are U+FFFD, and what was cut is said in the text.</summary>
/// <param name="Pid">Of the root process.</param>
/// <param name="OwnTimeout">The function's own timeout ended it, not the job's limit.</param>
public sealed record ProcessEnd(EndRecord Record, int Pid, Utf8Text Stdout, Utf8Text Stderr, bool OwnTimeout);
