using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>A job as its issuer published it: arguments are JSON, checked where they came in.</summary>
/// <param name="Issuer">A master's name, or this minion's for its scheduled runs. With the jid it names the job.</param>
/// <param name="Arg">A JSON array, UTF-8.</param>
/// <param name="Kwarg">A JSON object, UTF-8.</param>
/// <param name="Tgt">As typed.</param>
/// <param name="TgtType">glob, list, pcre, grain, ...</param>
/// <param name="User">Who asked.</param>
/// <param name="Limit">After this it is killed; null: no limit.</param>
/// <param name="Metadata">A JSON object, UTF-8, or empty.</param>
public sealed record PublishedJob(
    string Issuer,
    Jid Jid,
    string Fun,
    ReadOnlyMemory<byte> Arg,
    ReadOnlyMemory<byte> Kwarg,
    string Tgt,
    string TgtType,
    string User,
    TimeSpan? Limit,
    ReadOnlyMemory<byte> Metadata)
{
    /// <summary>The schedule whose run this is; null: somebody asked for it.</summary>
    public ScheduleTag? Schedule { get; init; }

    /// <summary>What is wrong with it as it came: it names a job that has to be refused; null: nothing.</summary>
    public string? Fault { get; init; }
}
