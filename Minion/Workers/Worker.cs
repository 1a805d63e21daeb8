using Salt.Minion.Jobs;
using Salt.Minion.Local;
using Salt.Minion.Modules;
using Salt.Minion.Spool;

namespace Salt.Minion.Workers;

/// <summary>Runs one job's function, or its several functions, in this process.</summary>
internal sealed class Worker(JobFolder folder, LocalProcess processes)
{
    public async Task<Outcome> RunAsync(PublishedJob job, IMinionContext context)
    {
        try
        {
            var call = new JobCalls(context).Bind(job) with { Tell = soFar => OutcomeFile.Write(folder, soFar) };
            return call.Parts.Count == 0
                ? await FunctionInvoker.InvokeAsync(call, CancellationToken.None)
                : await CompoundCall.RunAsync(call, PartAsync, call.Tell);
        }
        catch (RefusedException e)
        {
            return new Outcome(e.Message, e.Retcode);
        }
    }

    private async ValueTask<Outcome> PartAsync(FunctionCall part, int number)
    {
        if (part.Function.RunsAs == RunsAs.Daemon)
            return await part.Minion.CallAsync(part, part.Function.Name, part.Origin.Arg, part.Origin.Kwarg, CancellationToken.None);
        if (part.Function.Plan is not { } plan) return await FunctionInvoker.InvokeAsync(part, CancellationToken.None);
        // Its output stays in the job's folder: whoever follows the job reads it there.
        var end = await processes.RunAsync(plan(part), folder.PartPlace(number), part.Jid, CancellationToken.None);
        return part.Function.Finish!(part, end);
    }
}
