using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Salt.Master.Jobs;
using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>One operator who follows what a job prints, on some or all of its minions.</summary>
internal sealed class OutputFollow
{
    /// <summary>Pieces that are passed on before others things are looked at.</summary>
    private const int PartsAtOnce = 64;

    /// <summary>How often it is looked at who is away. It says nothing that has to be known at once.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly JobRecord _job;
    private readonly JobHistory _history;
    private readonly OutputReaders _readers;
    private readonly IKnownMinions _known;
    private readonly TimeProvider _clock;
    private readonly Channel<(OutputReader Reader, OutputPart Part)> _arrived =
        Channel.CreateUnbounded<(OutputReader, OutputPart)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Dictionary<MinionId, FollowedTarget> _open = [];
    private readonly List<FollowedTarget> _news = [];

    public OutputFollow(
        JobRecord job, OutputRequest request, JobHistory history, OutputReaders readers, IKnownMinions known, TimeProvider clock)
    {
        (_job, _history, _readers, _known, _clock) = (job, history, readers, known, clock);
        Minions = request.Minions.Count > 0 ? [.. request.Minions] : job.Spec.Targets;
        var window = OutputRules.WindowFor(Minions.Count);
        foreach (var minion in Minions)
        {
            var reader = new OutputReader(readers, job.Spec.Key, minion, request.FromOn(minion), window, (reader, part) => _arrived.Writer.TryWrite((reader, part)));
            _open[minion] = new FollowedTarget(reader);
        }
    }

    public JobSpec Job => _job.Spec;

    /// <summary>Whose output is told.</summary>
    public IReadOnlyList<MinionId> Minions { get; }

    /// <summary>Ends when the job has ended on every minion and all that is kept of its output was told. A piece counts as
    /// passed on when the next one is asked for.</summary>
    public async IAsyncEnumerable<OutputNews> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var followed = _open.Values.ToList();
        var watch = _job.Active is { } active ? _history.Watch(active) : null;
        using var timer = new PeriodicTimer(Look, _clock);
        var wake = new OutputWake(_arrived.Reader, watch, timer, cancellationToken);
        foreach (var target in followed) _readers.Add(target.Reader);
        try
        {
            if (watch is null) await LoadAsync(cancellationToken);
            while (true)
            {
                foreach (var target in watch is null ? [] : _history.Look(watch).Changed) Know(target);
                for (var parts = 0; parts < PartsAtOnce && _arrived.Reader.TryRead(out var next); parts++)
                {
                    if (next.Part.Last is { } totals)
                    {
                        Know(next.Reader.Minion, totals);
                        continue;
                    }

                    yield return new OutputNews.Printed(next.Reader.Minion, next.Part);
                    next.Reader.Passed(next.Part);
                }

                foreach (var news in Advance()) yield return news;
                if (_open.Count == 0) yield break;
                if (await wake.WaitAsync()) _news.AddRange(_open.Values);
            }
        }
        finally
        {
            if (watch is not null) _history.Unwatch(watch);
            foreach (var target in followed) _readers.Remove(target.Reader);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var target in _history.TargetsAsync(_job, withReturns: false, cancellationToken)) Know(target);
    }

    private void Know(JobTarget target)
    {
        if (!_open.TryGetValue(target.Minion, out var followed)) return;
        followed.Target = target;
        _news.Add(followed);
    }

    private void Know(MinionId minion, OutputTotals totals)
    {
        if (!_open.TryGetValue(minion, out var followed)) return;
        followed.Totals = totals;
        _news.Add(followed);
    }

    /// <summary>Does what is to be done about those of whom there is news.</summary>
    private List<OutputNews> Advance()
    {
        List<OutputNews> news = [];
        if (_news.Count == 0) return news;
        var accepted = _known.Accepted;
        foreach (var followed in _news)
        {
            if (followed.Target is not { } target || followed.IsTold) continue;
            var presence = _readers.Links.PresenceOf(target.Minion);
            if (followed.Totals is null) Step(followed, target, presence, accepted.Contains(target.Minion));
            if (AwayOrBack(followed, target, presence) is { } change) news.Add(change);
            if (!followed.IsOver) continue;
            followed.IsTold = true;
            _open.Remove(target.Minion);
            news.Add(new OutputNews.Ended(target, followed.Totals!.Value));
        }

        _news.Clear();
        return news;
    }

    private static void Step(FollowedTarget followed, JobTarget target, Presence presence, bool isAccepted)
    {
        switch (OutputRules.Next(target.State, presence, isAccepted))
        {
            case OutputStep.Nothing:
                followed.Totals = new OutputTotals(0, 0, Absent: true);
                break;
            case OutputStep.Read:
                followed.Reader.Want();
                if (OutputRules.IsComplete(target.State)) followed.Reader.EndSoon();
                break;
        }
    }

    private static OutputNews? AwayOrBack(FollowedTarget followed, JobTarget target, Presence presence)
    {
        var isAway = presence == Presence.Away && !followed.IsOver;
        if (isAway == followed.IsToldAway || (!isAway && presence != Presence.Connected)) return null;
        followed.IsToldAway = isAway;
        return isAway ? new OutputNews.Away(target.Minion, target.AwaySinceUs) : new OutputNews.Back(target.Minion);
    }
}
