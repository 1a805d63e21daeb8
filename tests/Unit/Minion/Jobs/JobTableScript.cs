using Salt.Minion.Jobs;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

/// <summary>Drives a table with words ("offer 1", "grant 1") and writes down what it wants done, in words too.</summary>
internal sealed class JobTableScript(int processCountMax)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    public JobTable Table { get; } = new(processCountMax);

    public string Play(string step)
    {
        var words = step.Split(' ');
        var jid = words.Length > 1 ? Jid(words[1]) : default;
        IReadOnlyList<JobAction> actions = words[0] switch
        {
            "offer" => Table.Offer(Job(jid)),
            "admitted" => Table.Admitted(jid),
            "answered" => Table.Answered(jid, JobStates.Parse(words[2])),
            "grant" => Table.Grant(jid, "master"),
            "withdraw" => Table.Withdraw(jid),
            "started" => Table.Started(jid, Start(words[1])),
            "notlaunched" => NotLaunched(jid),
            "ended" => Table.Ended(jid, Start(words[1]), End(words[2])),
            "finished" => Table.Finished(jid, JobStates.Parse(words[2])),
            "stored" => Table.Stored(jid),
            "cancel" => Table.TryCancel(jid, Ends.Cancelled(15, "root", Now), out var ends) ? ends : [],
            "reconnected" => Table.Reconnected(),
            "refresh" => Table.Refresh(),
            "recover" => Table.Recover(Found(words), Now),
            _ => throw new ArgumentException(step),
        };
        return string.Join(", ", actions.Select(Words));
    }

    public static Jid Jid(string number) => Salt.Shared.Jobs.Jid.At(Now.AddSeconds(int.Parse(number)));

    private static string Number(Jid jid) => ((int)(jid.Time - Now).TotalSeconds).ToString();

    private static PublishedJob Job(Jid jid) =>
        new("master", jid, "cmd.run", default, default, "*", "glob", "root", null, default);

    private static StartRecord Start(string number) => new(int.Parse(number) + 100, 7, "now", "", Now);

    private static EndRecord End(string state) => new(JobStates.Parse(state), 0, 0, "", "", 0, Now, 0, 0);

    private IReadOnlyList<JobAction> NotLaunched(Jid jid)
    {
        Table.NotLaunched(jid);
        return [];
    }

    private static RecoveredJob Found(string[] words)
    {
        var job = Job(Jid(words[1]));
        return words[2] switch
        {
            "accepted" => new(job, false, null, null, null),
            "accepted-before-reboot" => new(job, true, null, null, null),
            "started" => new(job, false, Start(words[1]), null, null),
            "ended" => new(job, false, Start(words[1]), End("failed"), null),
            "returned" => new(job, false, Start(words[1]), End("failed"), JobState.Failed),
            _ => throw new ArgumentException(words[2]),
        };
    }

    private static string Words(JobAction action)
    {
        var number = Number(action.Jid);
        return action switch
        {
            JobAction.Admit => $"admit {number}",
            JobAction.TellAccepted told => $"accepted {number} place {told.Place}",
            JobAction.TellRunning told => $"running {number} pid {told.Start.Pid}",
            JobAction.Launch => $"launch {number}",
            JobAction.Finish finish => $"finish {number} {finish.End.State.ToName()}",
            JobAction.Send => $"send {number}",
            JobAction.MarkStored => $"mark {number}",
            JobAction.Discard => $"discard {number}",
            JobAction.ReportMissing => $"missing {number}",
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }
}
