using Salt.Cli.Frame;
using Salt.Cli.Runner;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs last-run</c>: the newest job of a kind, with its returns.</summary>
internal static class JobsLastRun
{
    public static Function LastRun() => RunnerQuestion.Declare(
        "jobs.last_run",
        "the newest job, or that of a function or target",
        SaltParameters.ExternalSource,
        SaltParameters.Outputter,
        new Parameter("metadata", "A map: the job's metadata has all its members.")
        {
            Option = new Option(["--metadata"], "K=V|JSON", "with this in its metadata"),
        },
        new Parameter("function", "Globs, parted by commas.") { Option = new Option(["--fun"], "GLOB", "of this function") },
        new Parameter("target", "The target as it was typed, or globs for it.")
        {
            Option = new Option(["--tgt"], "GLOB", "for this target, as it was typed or a glob for that"),
        },
        SaltParameters.DisplayProgress,
        new Parameter("minion", "A minion it was for.") { Option = new Option(["--minion"], "ID", "for this minion") });
}
