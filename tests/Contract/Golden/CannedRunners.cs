using System.Collections.Immutable;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Authority;
using Salt.Master.Control;
using Salt.Master.Events;
using Salt.Master.Hosting;
using Salt.Master.Jobs;
using Salt.Master.Pillar;
using Salt.Master.Runners;
using Salt.Master.Runners.Modules;
using Salt.Master.Sessions;
using Salt.Master.Targeting;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;
using Salt.V1;
using RunnerRequest = Salt.V1.RunnerRequest;

namespace Salt.Tests.Contract.Golden;

/// <summary>The master's own runner functions, over the jobs and minions that a case tells of.</summary>
internal sealed class CannedRunners(GoldenCase next, List<string> asked) : IKnownMinions, IKnownPillars, IMinionLinks
{
    private IReadOnlyList<MinionStatus>? _minions;

    public ImmutableSortedSet<MinionId> Accepted => [.. Minions().Select(minion => minion.Id)];

    public async Task RunAsync(RunnerRequest request, IServerStreamWriter<RunnerEvent> stream, ServerCallContext context)
    {
        // Whether a run is kept is not what a case is about.
        request.Unrecorded = true;
        try
        {
            await Calls(MinionsOf(request)).RunAsync(request, new Peer.Operator("root"), stream, context);
        }
        catch (SaltException e)
        {
            throw Status(e);
        }
    }

    public RunnerDocs Describe(DescribeRunnersRequest request)
    {
        try
        {
            return Calls("").Describe(request);
        }
        catch (SaltException e)
        {
            throw Status(e);
        }
    }

    public ReadOnlyMemory<byte> GrainsOf(MinionId id) => default;

    public ReadOnlyMemory<byte> PillarOf(MinionId id) => default;

    public Presence PresenceOf(MinionId minion) => Presence.Away;

    public void Offer(IReadOnlyList<MinionId> minions, JobSpec job) => throw new NotSupportedException();

    public void Start(MinionId minion, JobKey job) => throw new NotSupportedException();

    public void Withdraw(MinionId minion, JobKey job) => throw new NotSupportedException();

    public void Stored(MinionId minion, JobKey job) => throw new NotSupportedException();

    public void Cut(MinionId minion, string reason) => throw new NotSupportedException();

    private RunnerCalls Calls(string minions)
    {
        var clock = TimeProvider.System;
        var store = new CannedHistory(next, minions, asked);
        var table = new JobTable(store, this, clock);
        foreach (var job in ActiveJobs()) table.Add(job);
        var history = new JobHistory(table, new OwnRuns(clock), store, new JobsOptions { Issuer = "master", Cache = "" });
        var resolver = new TargetResolver(this, this, new TargetingOptions(new Dictionary<string, Nodegroup>()));
        var pillars = new PillarService(
            new PillarOptions(new Dictionary<string, IReadOnlyList<string>>(), MergeLists: false, TargetContext.None, new()), this, NullLogger<PillarService>.Instance);
        var catalog = new RunnerCatalog(
        [
            .. new JobsModule(history).Functions,
            .. new JobListModule(history, clock).Functions,
            .. new ManageModule(Minions, resolver, next.Has("GetStatus") ? next.AnswersTo("GetStatus").Single() : "").Functions,
            .. new CacheModule(resolver, this, this).Functions,
            .. new PillarModule(pillars, this).Functions,
            .. new EventModule(new EventBus(clock)).Functions,
            .. new TestModule(clock).Functions,
        ]);
        return new RunnerCalls(new RunnerRuns(catalog, null!, null!, null!, clock, NullLogger<RunnerRuns>.Instance), catalog);
    }

    private List<ActiveJob> ActiveJobs()
    {
        List<ActiveJob> jobs = [];
        if (!next.Has("ActiveJobs")) return jobs;
        JobSpec? spec = null;
        List<JobTarget> targets = [];
        foreach (var e in next.AnswersTo("ActiveJobs").Select(Answers.JobEvent))
        {
            if (e.Target is { } target) targets.Add(CannedHistory.Target(target));
            if (e.Submitted is not { } submitted) continue;
            Finish();
            spec = CannedHistory.Spec(submitted);
        }

        Finish();
        return jobs;

        void Finish()
        {
            if (spec is not null) jobs.Add(new ActiveJob(spec, targets, offerDeadline: 0));
            targets = [];
        }
    }

    // In the master's order, which is that of their ids.
    private IReadOnlyList<MinionStatus> Minions() => _minions ??=
    [
        .. next.AnswersTo("ListMinions").Select(Answers.Minion)
            .Select(minion => new MinionStatus(
                MinionId.Parse(minion.Id), minion.Up, minion.SinceUs, minion.Address, minion.Version, "", default, minion.Duplicate))
            .OrderBy(minion => minion.Id),
    ];

    private static string MinionsOf(RunnerRequest request) =>
        request.Kwarg.Length > 0 && System.Text.Json.Nodes.JsonNode.Parse(request.Kwarg.Span)!["minions"] is { } minions ? (string)minions! : "";

    private static RpcException Status(SaltException e) => new(new Status(FailureStatus.Of(e.Failure), e.Message));
}
