using Grpc.Core;
using Salt.Master.Jobs;
using Salt.Master.Output;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Takes in what minions say on their streams, and passes it on to those it concerns.</summary>
internal sealed class SessionListener(
    MinionReports reports,
    OutputReaders output,
    MinionDirectory directory,
    Presences presences,
    LargeReturns large,
    Violations violations,
    SessionsOptions options,
    TimeProvider clock)
{
    public async Task OpenedAsync(Session session, HelloFacts hello)
    {
        await directory.RememberAsync(Record(session, hello.Grains));
        reports.Connected(session.Id, hello.Jobs, session.Open);
        output.Connected(session.Id);
        presences.Came(session, hello.IsFresh);
    }

    /// <summary>Returns when the minion closes the stream.</summary>
    /// <exception cref="SaltException">BadRequest: its messages do not follow each other as they must.</exception>
    /// <exception cref="OperationCanceledException">The stream was cut, or broke.</exception>
    public async Task ListenAsync(Session session, IAsyncStreamReader<MinionMessage> incoming)
    {
        await using var returns = new ReturnAssembler(session, large, violations, options.ReturnMax, clock);
        while (await incoming.MoveNext(session.CutToken))
        {
            session.Hear();
            var message = incoming.Current;
            switch (message.KindCase)
            {
                case MinionMessage.KindOneofCase.Update:
                    Take(session, message.Update);
                    break;
                case MinionMessage.KindOneofCase.RunOver:
                    var (over, unnamed) = HubEdge.Over(message.RunOver);
                    if (over is { } jid) reports.OwnOver(session.Id, jid);
                    else violations.Note(session, unnamed!);
                    break;
                case MinionMessage.KindOneofCase.Return:
                    if (await returns.AddAsync(message.Return) is { } returned) reports.Returned(session.Id, returned);
                    break;
                case MinionMessage.KindOneofCase.Output:
                    var (part, unfit) = HubEdge.Output(message.Output);
                    if (part is not null) output.Arrived(session.Id, message.Output.Reader, part);
                    else violations.Note(session, unfit!);
                    break;
                case MinionMessage.KindOneofCase.Grains:
                    var (grains, unread) = HubEdge.Grains(message.Grains);
                    if (unread is null) await directory.RememberAsync(Record(session, grains));
                    else violations.Note(session, unread);
                    break;
                case MinionMessage.KindOneofCase.Hello:
                    throw HubMessages.Fault("a second hello");
                default:
                    // A heartbeat, or something that a newer minion says: being heard is all there is to it.
                    break;
            }
        }
    }

    /// <summary>The stream is about to go.</summary>
    /// <returns>When it was last seen, in microseconds.</returns>
    public long Closing(Session session)
    {
        // To close the stream is a sign of life; when it is us who cut it, the last sign lies back.
        var silence = session.CutToken.IsCancellationRequested ? session.Silence : TimeSpan.Zero;
        var seenUs = (clock.GetUtcNow() - silence).ToUnixMicroseconds();
        directory.Seen(session.Id, seenUs);
        return seenUs;
    }

    public async Task ClosedAsync(Session session, long seenUs)
    {
        output.Disconnected(session.Id);
        reports.Disconnected(session.Id);
        presences.Went(session.Id);
        await directory.LeftAsync(session.Id, seenUs);
    }

    private void Take(Session session, JobUpdate update)
    {
        var (progress, violation) = HubEdge.Update(session.Id, update);
        if (progress is null) violations.Note(session, violation!);
        else if (progress.State == JobState.Accepted) reports.Accepted(session.Id, progress.Key, progress.Place);
        else if (progress.Own is { } own) reports.OwnRunning(session.Id, own);
        else reports.Running(session.Id, progress.Key, progress.Pid, progress.StartedUs);
    }

    private static MinionRecord Record(Session session, ReadOnlyMemory<byte> grains) => new(
        session.Id, session.MachineId, session.Address, session.Version, session.Since.ToUnixMicroseconds(), grains);
}
