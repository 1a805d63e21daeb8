using System.Globalization;
using Salt.Cli.Frame;
using Salt.Cli.Tables;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>Jobs with their outcome, for people: one line for each, or a table on a terminal.</summary>
internal static class JobLines
{
    public static readonly Option OneLine = new(["-1", "--oneline"], null, "one line for each job, with its outcome");

    /// <summary>Whether jobs are shown this way; the others lay them out as Salt does.</summary>
    public static bool AreWanted(Invocation invocation) => invocation.Words.Has(OneLine) || TableText.IsWanted(invocation);

    public static void Print(Invocation invocation, IEnumerable<JobView> jobs)
    {
        if (TableText.IsWanted(invocation) && !invocation.Words.Has(OneLine))
        {
            var table = new TableText("JID", "Started", "User", "Function", "Target", "Outcome");
            foreach (var job in jobs)
            {
                var outcome = OutcomeOf(job);
                table.Add((job.Jid, ""), (Started(job), ""), (job.User, ""), (job.Fun, "aqua"), (job.Tgt, ""), (outcome.ToString(), outcome.Colour));
            }

            table.Print(invocation.Terminal);
            return;
        }

        foreach (var job in jobs)
            invocation.Terminal.Out.WriteLine(Harmless.Of($"{job.Jid}  {Started(job)}  {job.User}  {job.Fun}  {job.Tgt}  {OutcomeOf(job)}"));
        invocation.Terminal.Out.Flush();
    }

    public static Outcome OutcomeOf(JobView job) => Outcome.Of(job.States.Select(state => (JobStates.Parse(state.State), (int)state.Count)));

    private static string Started(JobView job) =>
        Jid.TryParse(job.Jid, out var jid) ? jid.Time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";
}
