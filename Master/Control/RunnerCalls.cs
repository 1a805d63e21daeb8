using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Authority;
using Salt.Master.Runners;
using Salt.Shared.Jobs;
using Salt.V1;
using RunnerDoc = Salt.Master.Runners.RunnerDoc;

namespace Salt.Master.Control;

/// <summary>The calls of Control that run runner functions and say what there are.</summary>
internal sealed class RunnerCalls(RunnerRuns runs, RunnerCatalog catalog)
{
    /// <summary>Bytes of an answer in one message.</summary>
    private const int Part = 1 << 20;

    /// <exception cref="Shared.Errors.SaltException">Why no run begins.</exception>
    public async Task RunAsync(V1.RunnerRequest request, Peer.Operator caller, IServerStreamWriter<RunnerEvent> stream, ServerCallContext context)
    {
        var asked = ControlEdge.Runner(request, caller);
        var end = request.Unrecorded
            ? await runs.AskAsync(asked, context.CancellationToken)
            : await FollowAsync(await runs.BeginAsync(asked), stream, context.CancellationToken);
        var answer = end.Answer.Return;
        for (var sent = 0; sent < answer.Length; sent += Part)
        {
            var part = UnsafeByteOperations.UnsafeWrap(answer.Slice(sent, Math.Min(Part, answer.Length - sent)));
            await stream.WriteAsync(new RunnerEvent { Part = part }, context.CancellationToken);
        }

        await stream.WriteAsync(new RunnerEvent { Ended = Ended(end) }, context.CancellationToken);
    }

    /// <exception cref="Shared.Errors.SaltException">NotFound: a name means none.</exception>
    public RunnerDocs Describe(DescribeRunnersRequest request)
    {
        var docs = new RunnerDocs();
        foreach (var function in catalog.Named(ControlEdge.Functions(request.Names)))
            docs.Functions.Add(new V1.RunnerDoc { Name = function.Name, Doc = RunnerDoc.Of(function) });
        return docs;
    }

    private static async Task<RunnerEnd> FollowAsync(RunnerRun run, IServerStreamWriter<RunnerEvent> stream, CancellationToken caller)
    {
        // A run is its caller's: nobody else waits for the answer.
        await using var gone = caller.Register(() => run.EndNow(RunnerRun.Terminate, run.Spec.User));
        await stream.WriteAsync(new RunnerEvent { Began = new RunnerBegan { Jid = run.IsRecorded ? run.Jid.ToString() : "" } }, caller);
        return await run.End;
    }

    private static RunnerEnded Ended(RunnerEnd end)
    {
        var ended = new RunnerEnded
        {
            State = end.State.ToName(),
            Retcode = end.Retcode,
            Failure = end.Answer.Failure,
            Outputter = end.Answer.Outputter,
            HasMembers = end.Answer.HasMembers,
        };
        ended.Failed.Add(end.Answer.FailedMembers);
        ended.Notes.Add(end.Answer.Notes);
        return ended;
    }
}
