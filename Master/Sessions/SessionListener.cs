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
    SessionsOptions options,
    TimeProvider clock)
{
    /// <exception cref="SaltException">BadRequest: the hello does not fit the contract.</exception>
    public async Task OpenedAsync(Session session, Hello hello)
    {
        var held = hello.Jobs.Select(job => HubMessages.Held(session.Id, job)).ToList();
        await directory.RememberAsync(Record(session, hello.Grains.Memory));
        reports.Connected(session.Id, held, session.Open);
        output.Connected(session.Id);
        presences.Came(session, hello.Fresh);
    }

    /// <summary>Returns when the minion closes the stream.</summary>
    /// <exception cref="SaltException">BadRequest: it broke the protocol.</exception>
    /// <exception cref="OperationCanceledException">The stream was cut, or broke.</exception>
    public async Task ListenAsync(Session session, IAsyncStreamReader<MinionMessage> incoming)
    {
        using var returns = new ReturnAssembler(session, large, options.ReturnMax);
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
                    reports.OwnOver(session.Id, HubMessages.Key(session.Id.ToString(), message.RunOver.Jid).Jid);
                    break;
                case MinionMessage.KindOneofCase.Return:
                    if (await returns.AddAsync(message.Return) is { } returned) reports.Returned(session.Id, returned);
                    break;
                case MinionMessage.KindOneofCase.Output:
                    output.Arrived(session.Id, message.Output.Reader, OutputLinks.Part(message.Output));
                    break;
                case MinionMessage.KindOneofCase.Grains:
                    await directory.RememberAsync(Record(session, message.Grains.Grains_.Memory));
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
        var key = HubMessages.Key(update.Issuer, update.Jid);
        switch (HubMessages.State(update.State))
        {
            case JobState.Accepted:
                reports.Accepted(session.Id, key, update.Place);
                break;
            case JobState.Running when update.Job is { } job:
                reports.OwnRunning(session.Id, HubMessages.Own(key, session.Id, job, update.Pid, update.StartedUs));
                break;
            case JobState.Running:
                reports.Running(session.Id, key, update.Pid, update.StartedUs);
                break;
            default:
                throw HubMessages.Fault($"'{update.State}' is no progress of a job");
        }
    }

    private static MinionRecord Record(Session session, ReadOnlyMemory<byte> grains) => new(
        session.Id, session.MachineId, session.Address, session.Version, session.Since.ToUnixMicroseconds(), HubMessages.Object(grains));
}
