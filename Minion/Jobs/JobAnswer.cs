using Salt.Minion.Modules;
using Salt.Minion.Spool;

namespace Salt.Minion.Jobs;

/// <summary>What became of a job beyond its end record.</summary>
/// <param name="Outcome">What its function made of the end; null: nothing.</param>
/// <param name="Command">For the results file; null: it ran no command.</param>
internal sealed record JobAnswer(Outcome? Outcome, CommandRecord? Command)
{
    /// <summary>The end record is all there is.</summary>
    public static readonly JobAnswer None = new(null, null);
}
