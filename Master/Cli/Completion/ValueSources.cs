using Grpc.Core;
using Salt.Cli.Jobs;
using Salt.Shared.Jobs;
using Salt.Shared.Output.States;
using Salt.V1;

namespace Salt.Cli.Completion;

/// <summary>What operands and values of options can be: names of ours, or what the running master knows.</summary>
internal static class ValueSources
{
    private const int MostJobs = 50;

    public static Task<IEnumerable<Candidate>> Files(CompletionQuery query, CancellationToken cancellationToken) => Fixed(Candidate.Files);

    public static Task<IEnumerable<Candidate>> Folders(CompletionQuery query, CancellationToken cancellationToken) => Fixed(Candidate.Folders);

    public static Task<IEnumerable<Candidate>> Outputters(CompletionQuery query, CancellationToken cancellationToken) => Fixed(Shared.Output.Outputters.Names);

    public static Task<IEnumerable<Candidate>> Functions(CompletionQuery query, CancellationToken cancellationToken) => Fixed(MinionFunctions.Names);

    public static Task<IEnumerable<Candidate>> Runners(CompletionQuery query, CancellationToken cancellationToken) => Fixed(RunnerNames.All);

    public static Task<IEnumerable<Candidate>> Signals(CompletionQuery query, CancellationToken cancellationToken) => Fixed(SignalNames.All);

    public static Task<IEnumerable<Candidate>> States(CompletionQuery query, CancellationToken cancellationToken) =>
        Fixed(Enum.GetValues<JobState>().Select(state => state.ToName()));

    public static Task<IEnumerable<Candidate>> StateOutputs(CompletionQuery query, CancellationToken cancellationToken) => Fixed(StateOutput.ByName.Keys);

    public static Task<IEnumerable<Candidate>> Booleans(CompletionQuery query, CancellationToken cancellationToken) => Fixed(["True", "False"]);

    public static Task<IEnumerable<Candidate>> IfOffline(CompletionQuery query, CancellationToken cancellationToken) => Fixed(["skip", "queue"]);

    public static Task<IEnumerable<Candidate>> Shells(CompletionQuery query, CancellationToken cancellationToken) => Fixed(CompletionScripts.Shells);

    public static Task<IEnumerable<Candidate>> KeySections(CompletionQuery query, CancellationToken cancellationToken) =>
        Fixed(["all", "accepted", "denied", "rejected", "unaccepted"]);

    /// <summary>Every minion that the master knows.</summary>
    public static async Task<IEnumerable<Candidate>> Minions(CompletionQuery query, CancellationToken cancellationToken)
    {
        using var master = await query.ConnectAsync(cancellationToken);
        using var call = master.Control.ListMinions(new ListMinionsRequest(), cancellationToken: cancellationToken);
        var found = new List<Candidate>();
        await foreach (var minion in call.ResponseStream.ReadAllAsync(cancellationToken)) found.Add(new Candidate(minion.Id, minion.Up ? "up" : "down"));
        return found;
    }

    /// <summary>The newest jobs, with what they run.</summary>
    public static async Task<IEnumerable<Candidate>> Jids(CompletionQuery query, CancellationToken cancellationToken)
    {
        using var master = await query.ConnectAsync(cancellationToken);
        var jobs = await JobsList.FetchAsync(master.Control, new ListJobsRequest { Limit = MostJobs }, cancellationToken);
        return jobs.Reverse().Select(job => new Candidate(job.Jid, $"{job.Fun} on {job.Tgt}"));
    }

    /// <summary>Minions that have a key, whatever became of it.</summary>
    public static async Task<IEnumerable<Candidate>> Keys(CompletionQuery query, CancellationToken cancellationToken)
    {
        using var master = await query.ConnectAsync(cancellationToken);
        var list = await master.Control.ListKeysAsync(new ListKeysRequest(), cancellationToken: cancellationToken);
        return list.Keys.Select(key => new Candidate(key.Id, key.State));
    }

    /// <summary>Operators with a certificate that counts.</summary>
    public static async Task<IEnumerable<Candidate>> Operators(CompletionQuery query, CancellationToken cancellationToken)
    {
        using var master = await query.ConnectAsync(cancellationToken);
        var list = await master.Control.ListOperatorsAsync(new ListOperatorsRequest(), cancellationToken: cancellationToken);
        return list.Operators.Where(one => one.RevokedUs == 0).Select(one => one.Name).Distinct().Select(name => new Candidate(name));
    }

    private static Task<IEnumerable<Candidate>> Fixed(params IEnumerable<string> names) => Task.FromResult(names.Select(name => new Candidate(name)));

    private static Task<IEnumerable<Candidate>> Fixed(Candidate one) => Task.FromResult<IEnumerable<Candidate>>([one]);
}
