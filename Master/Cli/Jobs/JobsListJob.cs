using Salt.Cli.Frame;
using Salt.Cli.Runner;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs list_job</c> and <c>jobs print</c>: one job in Salt's layouts.</summary>
internal static class JobsListJob
{
    public static Function ListJob() => RunnerQuestion.Declare(
        "jobs.list_job",
        "one job with its returns, in Salt's layout",
        SaltParameters.Jid, SaltParameters.ExternalSource, SaltParameters.DisplayProgress, SaltParameters.Minions);

    public static Function PrintJob() => RunnerQuestion.Declare(
        "jobs.print_job", "one job with its returns, under its jid", SaltParameters.Jid, SaltParameters.ExternalSource, SaltParameters.Minions);
}
