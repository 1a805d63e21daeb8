using System.Globalization;
using Salt.Cli.Frame;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>The options of <c>run</c> that say how many targets start at once, when to stop starting more, and what
/// becomes of targets that are away.</summary>
internal static class FlowOptions
{
    private static readonly TimeSpan KeptByDefault = TimeSpan.FromHours(24);

    /// <exception cref="SaltException">A value cannot be read, or an option lacks the one that it belongs to.</exception>
    public static void Apply(Words words, RunRequest request)
    {
        (request.BatchSize, request.BatchPercent) = Share(words, RunOptions.Batch);
        (request.FailLimit, request.FailLimitPercent) = Share(words, RunOptions.FailLimit);
        if (words.Has(RunOptions.FailLimit)) Require(words, RunOptions.Batch, RunOptions.FailLimit);
        if (words.Has(RunOptions.FailHard))
        {
            if (words.Has(RunOptions.FailLimit))
                throw new SaltException(Failure.BadRequest, "--failhard and --fail-limit exclude each other: failhard is a limit of 1");
            // Without batches all targets start at once, as in Salt: none is left that could be held back.
            if (words.Has(RunOptions.Batch)) request.FailLimit = 1;
        }

        if (words.Has(RunOptions.BatchWait))
        {
            Require(words, RunOptions.Batch, RunOptions.BatchWait);
            request.BatchWaitMs = (uint)Time(words, RunOptions.BatchWait).TotalMilliseconds;
        }

        if (IsQueued(words)) request.QueueSeconds = (uint)Math.Ceiling(Kept(words).TotalSeconds);
        else if (words.Has(RunOptions.Expires))
            throw new SaltException(Failure.BadRequest, "--expires needs --if-offline queue: nothing else is kept");
    }

    private static bool IsQueued(Words words) => words.ValueOf(RunOptions.IfOffline) switch
    {
        null or "skip" => false,
        "queue" => true,
        var other => throw new SaltException(Failure.BadRequest, $"--if-offline takes skip or queue, not '{other}'"),
    };

    private static TimeSpan Kept(Words words)
    {
        if (!words.Has(RunOptions.Expires)) return KeptByDefault;
        var time = Time(words, RunOptions.Expires);
        return time > TimeSpan.Zero ? time : throw new SaltException(Failure.BadRequest, "--expires takes a time, such as 90s, 15m or 24h, not 0");
    }

    // A whole number, or one of the targets in percent.
    private static (uint Number, uint Percent) Share(Words words, Option option)
    {
        if (words.ValueOf(option) is not { } text) return (0, 0);
        var isPercent = text.EndsWith('%');
        var most = isPercent ? 100 : int.MaxValue;
        if (uint.TryParse(isPercent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most)
            return isPercent ? (0, number) : (number, 0);
        throw new SaltException(
            Failure.BadRequest, $"{option.Name} takes a number of targets from 1, or a percentage from 1% to 100%, not '{text}'");
    }

    private static TimeSpan Time(Words words, Option option)
    {
        var text = words.ValueOf(option)!;
        // What is longer than a number of the wire holds milliseconds, 49 days, is no time to wait.
        if (Quantities.TryParseDuration(text, TimeSpan.FromSeconds(1), out var time) && time.TotalMilliseconds <= uint.MaxValue) return time;
        throw new SaltException(Failure.BadRequest, $"{option.Name} takes a time, such as 90s, 15m or 24h, not '{text}'");
    }

    private static void Require(Words words, Option needed, Option option)
    {
        if (!words.Has(needed)) throw new SaltException(Failure.BadRequest, $"{option.Name} needs {needed.Name}");
    }
}
