using Salt.Master.Jobs;
using Salt.Master.Sessions;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>Targets as operators are shown them: what the job's record says, and what only the minion's stream knows.</summary>
internal sealed class TargetViews(SessionRegistry registry)
{
    public TargetView Of(Jid jid, JobTarget target, bool withReturn)
    {
        var view = ControlMessages.View(jid, target, withReturn);
        // Functions of the daemon itself are not accepted, and leave no file.
        if (target.AcceptedUs != 0 && registry.TryFind(target.Minion, out var session) && session.JobsFolder.Length > 0)
        {
            view.ResultsFile = $"{session.JobsFolder}/{jid}/return.json";
        }

        return view;
    }
}
