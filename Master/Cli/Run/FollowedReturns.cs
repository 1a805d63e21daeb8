using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Cli.Run;

/// <summary>What <c>run --follow</c> leaves out, because it was seen, and what it does not go with.</summary>
internal static class FollowedReturns
{
    /// <summary>The functions of cmd whose return is not what the command printed.</summary>
    private static readonly string[] NotPrinted = ["cmd.run_bg", "cmd.which", "cmd.has_exec"];

    /// <param name="fun">A function, or several with commas between: their returns say which of them came to what.</param>
    public static bool AreSeen(string fun) =>
        fun.StartsWith("cmd.", StringComparison.Ordinal) && !fun.Contains(',') && !NotPrinted.Contains(fun);

    /// <exception cref="SaltException">What was typed contradicts itself.</exception>
    public static void Check(Words words, IOutputter outputter)
    {
        if (!outputter.IsPage)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"--follow prints lines for people, which --out {words.ValueOf(CommonOptions.Out)} has no place for: leave one of them out");
        }

        if (words.Has(RunOptions.Async)) throw new SaltException(Failure.BadRequest, "--async does not wait, so there is nothing to --follow");
        if (words.NumberOf(RunOptions.Poll) == 0)
            throw new SaltException(Failure.BadRequest, "--poll 0 waits for acceptance only, so there is nothing to --follow");
        if (words.Has(RunOptions.Static))
            throw new SaltException(Failure.BadRequest, "--static prints when all is there, --follow as it comes: leave one of them out");
    }
}
