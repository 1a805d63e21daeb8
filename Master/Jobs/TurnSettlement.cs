namespace Salt.Master.Jobs;

/// <summary>Takes note that the changes of a turn are on record: what is settled by that leaves the table.</summary>
internal sealed class TurnSettlement(JobTable table, ProcFolder proc)
{
    public void Stored(Turn turn)
    {
        foreach (var job in table.Stored(turn))
        {
            job.EndTimers();
            if (job.IsListed) proc.Reconcile(job);
        }
    }
}
