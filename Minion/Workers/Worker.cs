using Salt.Minion.Jobs;
using Salt.Minion.Local;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Workers;

/// <summary>Runs one job's function, or its several functions, in this process.</summary>
internal sealed class Worker(JobFolder folder, LocalProcess processes)
{
    /// <summary>Leaves the outcome in the job's folder; a program's is its output and its exit code.</summary>
    /// <returns>The exit code of this process.</returns>
    public async Task<int> RunAsync(PublishedJob job, IMinionContext context)
    {
        try
        {
            var call = new JobCalls(context).Bind(job) with { Tell = soFar => OutcomeFile.Write(folder, soFar) };
            return call.Function.Plan is not null
                ? InheritingProgram.Run(await ProcessPlan.OfAsync(call, CancellationToken.None))
                : Leave(await RunAsync(call));
        }
        catch (RefusedException e)
        {
            return Leave(new Outcome(e.Message, e.Retcode));
        }
    }

    private int Leave(Outcome outcome)
    {
        OutcomeFile.Write(folder, outcome);
        return outcome.Retcode == 0 ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private async ValueTask<Outcome> RunAsync(FunctionCall call)
    {
        return call.Parts.Count == 0
            ? await FunctionInvoker.InvokeAsync(call, CancellationToken.None)
            : await CompoundCall.RunAsync(call, PartAsync, call.Tell);
    }

    private async ValueTask<Outcome> PartAsync(FunctionCall part, int number)
    {
        if (part.Function.RunsAs == RunsAs.Daemon)
            return await part.Minion.CallAsync(part, part.Function.Name, part.Origin.Arg, part.Origin.Kwarg, CancellationToken.None);
        if (part.Function.Plan is null) return await FunctionInvoker.InvokeAsync(part, CancellationToken.None);
        // Its output stays in the job's folder: whoever follows the job reads it there.
        var end = await processes.RunAsync(await ProcessPlan.OfAsync(part, CancellationToken.None), folder.PartPlace(number), part.Jid, CancellationToken.None);
        return part.Function.Finish!(part, end);
    }
}
