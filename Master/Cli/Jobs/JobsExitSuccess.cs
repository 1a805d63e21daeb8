using Salt.Cli.Frame;
using Salt.Cli.Runner;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs exit-success</c>: whether a job succeeded, by its retcodes, for scripts.</summary>
internal static class JobsExitSuccess
{
    public static Function ExitSuccess() => RunnerQuestion.Declare(
        "jobs.exit_success", "whether a job succeeded, by its retcodes", SaltParameters.Jid, SaltParameters.ExternalSource, SaltParameters.Minions);
}
