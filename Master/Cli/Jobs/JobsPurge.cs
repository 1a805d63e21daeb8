using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs purge</c>: forgets jobs that are over.</summary>
internal static class JobsPurge
{
    private static readonly Option Before = new(["--before"], "TIME", "all that ended before: 7d, 2026-11-25, ... (UTC)");

    public static Verb Declare() => new("jobs purge", [Operand.Jid with { IsOptional = true, IsMany = true }], "forget jobs that are over", [Before], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = Request(invocation.Words, TimeProvider.System);
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var reply = await master.Control.PurgeJobsAsync(request, cancellationToken: cancellationToken);
        foreach (var refusal in reply.Refused) invocation.Terminal.Say($"Job {refusal.Jid} was not purged: {refusal.Message}");
        if (reply.Active > 0) invocation.Terminal.Say($"{Jobs(reply.Active)} from before left alone: not over yet");
        if (outputter.IsPage)
        {
            invocation.Terminal.Out.WriteLine($"Purged {Jobs(reply.Purged)}");
        }
        else
        {
            outputter.Write(JsonText.Build(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("purged", reply.Purged);
                json.WriteStartObject("refused");
                foreach (var refusal in reply.Refused) json.WriteString(refusal.Jid, refusal.Message);
                json.WriteEndObject();
                json.WriteNumber("active", reply.Active);
                json.WriteEndObject();
            }));
        }

        return reply.Refused.Count > 0 ? ExitCodes.SomeFailed : ExitCodes.Success;
    }

    private static PurgeJobsRequest Request(Words words, TimeProvider clock)
    {
        var before = words.ValueOf(Before);
        if ((before is null) == (words.Operands.Count == 0))
        {
            throw new SaltException(
                Failure.BadRequest, "purge needs jids or --before TIME, one of the two: master-cli jobs purge --before 7d");
        }

        if (before is not null)
        {
            var time = TimeText.Parse(before, clock.GetUtcNow());
            return new PurgeJobsRequest { BeforeUs = time.ToUnixMicroseconds() };
        }

        return new PurgeJobsRequest { Jids = { words.Operands.Select(jid => Jid.OfOperator(jid).ToString()) } };
    }

    private static string Jobs(uint count) => count == 1 ? "1 job" : $"{count} jobs";
}
