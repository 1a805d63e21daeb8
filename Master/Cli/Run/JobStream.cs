using System.Runtime.CompilerServices;
using Grpc.Core;
using Salt.Cli.Connection;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>The events of a job, to its end. A master that goes away in between is waited for: the job does not end
/// with it, and it tells the job's present state when it is back.</summary>
internal sealed class JobStream(Invocation invocation, TimeProvider clock)
{
    /// <exception cref="SaltException">The master did not come back; the message names the jid.</exception>
    public async IAsyncEnumerable<JobEvent> RunAsync(
        RunRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var master = await invocation.ConnectAsync(cancellationToken);
        try
        {
            var call = master.Control.Run(request, cancellationToken: cancellationToken);
            string? jid = null;
            while (true)
            {
                using (call)
                {
                    while (await NextAsync(call, jid, cancellationToken) is { } e)
                    {
                        if (e.Submitted is { } job) jid = job.Jid;
                        yield return e;
                        if (e.KindCase == JobEvent.KindOneofCase.Finished) yield break;
                    }
                }

                if (request.SubmitOnly || string.IsNullOrEmpty(jid)) yield break;
                master.Dispose();
                invocation.Terminal.Say("The master went away; waiting for it to come back.");
                master = await new MasterReturn(invocation, clock).WaitAsync(
                    jid, $"look it up with: master-cli jobs lookup {jid}", cancellationToken);
                call = master.Control.Follow(new FollowRequest { Jid = jid }, cancellationToken: cancellationToken);
            }
        }
        finally
        {
            master.Dispose();
        }
    }

    // Null: the stream ended, or the master went away under a job that it has given a jid.
    private static async Task<JobEvent?> NextAsync(
        AsyncServerStreamingCall<JobEvent> call, string? jid, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellationToken) ? call.ResponseStream.Current : null;
        }
        catch (RpcException e) when (jid is not null && RpcFailures.IsGone(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
