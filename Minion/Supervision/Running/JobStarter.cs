using Salt.Minion.Spool;
using Salt.Minion.Supervision.Trees;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Running;

/// <summary>Starts a job at most once: the intent is on disk before its process is.</summary>
internal sealed class JobStarter(
    EventLoop loop,
    IProcessTrees trees,
    Launcher launcher,
    string bootId,
    Action<SupervisedJob> ended)
{
    /// <returns>The job, running or refused already; null: it was started before.</returns>
    /// <exception cref="IOException">Its status file is missing or cannot be written: nothing was started.</exception>
    public SupervisedJob? Start(LaunchPlan plan)
    {
        var folder = new JobFolder(plan.Folder);
        if (StatusFile.Read(folder.Status).Started) return null;

        SupervisedJob? job = null;
        var tree = TryCreate(plan, () => job?.Advance(), out var failure);
        var intent = new StartRecord(0, 0, bootId, tree?.Cgroup ?? "", loop.Clock.GetUtcNow());
        var status = StatusFile.Begin(folder.Status, intent);
        var launched = tree is null ? Launched.Refused(126, failure) : launcher.Launch(tree.Marked(plan), tree.JoinFile);
        if (launched.Pid == 0)
        {
            tree?.TryRelease();
            job = new SupervisedJob(loop, folder, status, ended) { Start = intent };
            job.Refuse(launched.Code, launched.Failure);
            return job;
        }

        var start = intent with { Pid = launched.Pid, StartTime = ProcStat.Read(launched.Pid)?.StartTime ?? 0 };
        job = new SupervisedJob(loop, folder, status, ended) { Start = start };
        tree!.Rooted(start.Pid, start.StartTime);
        try
        {
            status.Write(start);
            job.Run(plan, tree, launched);
        }
        catch (IOException e)
        {
            // It runs, but nobody could tell how it goes.
            job.Lose(new Verdict(JobState.Lost, 0, "", $"it could not be supervised: {SystemErrors.Sentence(e)}"), tree);
        }

        return job;
    }

    private IProcessTree? TryCreate(LaunchPlan plan, Action changed, out string failure)
    {
        failure = "";
        try
        {
            return trees.Create(plan.Jid, changed);
        }
        catch (IOException e)
        {
            failure = $"its cgroup cannot be made: {SystemErrors.Sentence(e)}";
            return null;
        }
    }
}
