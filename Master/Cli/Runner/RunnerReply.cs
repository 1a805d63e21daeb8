using System.Text.Json;
using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Runner;

/// <summary>What the master answered to a call of a runner function.</summary>
/// <param name="Answer">Null: there is none.</param>
internal sealed record RunnerReply(JsonElement? Answer, RunnerEnded Ended)
{
    /// <exception cref="RpcException">It did not run.</exception>
    /// <exception cref="SaltException">The master is not there, or did not say how it ended.</exception>
    public static async Task<RunnerReply> FetchAsync(Invocation invocation, RunnerRequest request, CancellationToken cancellationToken)
    {
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.RunRunner(request, cancellationToken: cancellationToken);
        using var answer = new MemoryStream();
        await foreach (var e in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (e.KindCase == RunnerEvent.KindOneofCase.Part) e.Part.WriteTo(answer);
            if (e.Ended is { } ended) return new RunnerReply(answer.Length > 0 ? Read(answer) : null, ended);
        }

        throw new SaltException(Failure.Internal, $"the master did not say how {request.Fun} ended");
    }

    /// <summary>Lays it out as <c>--out</c> says, or as fits it.</summary>
    /// <returns>The exit code.</returns>
    public int Print(Invocation invocation)
    {
        var outputter = invocation.OpenOutputterFor(Ended.Outputter);
        if (Answer is { } answer) Print(outputter, answer);
        foreach (var note in Ended.Notes) invocation.Terminal.Say(note);
        if (Ended.Failure.Length > 0) invocation.Terminal.Say($"master-cli: {Ended.Failure}");
        return Ended.Retcode == 0 ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private void Print(IOutputter outputter, JsonElement answer)
    {
        if (!Ended.HasMembers)
        {
            outputter.Write(answer);
            return;
        }

        var failed = Ended.Failed.ToHashSet(StringComparer.Ordinal);
        foreach (var member in answer.EnumerateObject()) outputter.WriteReturn(member.Name, member.Value, failed.Contains(member.Name));
        outputter.EndReturns();
    }

    private static JsonElement Read(MemoryStream answer) => JsonText.Parse(answer.GetBuffer().AsMemory(0, (int)answer.Length));
}
