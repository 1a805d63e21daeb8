using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Salt.Master.Output;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that is about what jobs print.</summary>
internal sealed class OutputCalls(OutputFollows follows, IHostApplicationLifetime lifetime)
{
    public async Task AttachAsync(AttachRequest request, IServerStreamWriter<OutputPiece> stream, ServerCallContext context)
    {
        var follow = await follows.OpenAsync(ControlEdge.Output(request), context.CancellationToken);
        var attached = new AttachedJob { Job = ControlMessages.View(follow.Job) };
        attached.Minions.Add(follow.Minions.Select(minion => minion.ToString()));
        await stream.WriteAsync(new OutputPiece { Attached = attached }, context.CancellationToken);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await foreach (var news in follow.ReadAsync(ending.Token))
            {
                await stream.WriteAsync(Piece(follow.Job.Key.Jid, news), ending.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new SaltException(Failure.Unavailable, $"the master is stopping; job {follow.Job.Key.Jid} goes on");
        }
    }

    private static OutputPiece Piece(Jid jid, OutputNews news) => news switch
    {
        OutputNews.Printed printed => new OutputPiece { Printed = Bytes(printed) },
        OutputNews.Away away => new OutputPiece { Away = new MinionAway { Minion = away.Minion.ToString(), SinceUs = away.SinceUs } },
        OutputNews.Back back => new OutputPiece { Back = new MinionBack { Minion = back.Minion.ToString() } },
        OutputNews.Ended ended => new OutputPiece { End = End(jid, ended) },
        _ => throw new ArgumentOutOfRangeException(nameof(news), news, null),
    };

    private static PrintedBytes Bytes(OutputNews.Printed printed) => new()
    {
        Minion = printed.Minion.ToString(),
        Stream = printed.Part.Stream.ToName(),
        Offset = (ulong)printed.Part.Offset,
        Data = UnsafeByteOperations.UnsafeWrap(printed.Part.Data),
    };

    private static OutputEnd End(Jid jid, OutputNews.Ended ended) => new()
    {
        Target = ControlMessages.View(jid, ended.Target, withReturn: false),
        StdoutSize = (ulong)ended.Totals.Stdout,
        StderrSize = (ulong)ended.Totals.Stderr,
        Absent = ended.Totals.Absent,
        Printed = ended.Target.End?.OutputBytes ?? 0,
    };
}
