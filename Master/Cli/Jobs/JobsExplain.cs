using Salt.Cli.Completion;
using System.Globalization;
using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs explain</c>: how a job came along on one minion, each step with its time and cause.</summary>
internal static class JobsExplain
{
    private const int NameWidth = 12;
    private const int TimeWidth = 28;
    private const int DeltaWidth = 14;

    public static Function Explain() => new(
        "jobs.explain",
        "the steps of a job on one minion, and where it stopped",
        [SaltParameters.Jid, new Parameter("minion", "Where.") { IsRequired = true, Values = ValueSources.Minions }],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var request = new ExplainJobRequest { Jid = arguments.Jid("jid"), Minion = arguments.Text("minion") };
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var facts = await master.Control.ExplainJobAsync(request, cancellationToken: cancellationToken);
        var timeline = Timeline.Of(facts);
        if (outputter.IsPage) Write(invocation.Terminal.Out, facts, timeline);
        else outputter.Write(JsonText.Build(json => Write(json, facts, timeline)));
        return ExitCodes.Success;
    }

    private static void Write(TextWriter writer, Explanation facts, Timeline timeline)
    {
        writer.WriteLine($"{facts.Job.Jid} on {facts.Target.Minion}: {facts.Target.State.Replace('_', ' ')}");
        var firstUs = timeline.Steps[0].AtUs;
        foreach (var step in timeline.Steps)
        {
            var time = step.AtUs > 0 ? Instants.Iso(step.AtUs) : "-";
            var delta = step.AtUs > 0 && step.AtUs != firstUs ? Delta(step.AtUs - firstUs) : "";
            writer.WriteLine($"{step.Name,-NameWidth}{time,-TimeWidth}{delta,DeltaWidth}  {Harmless.Of(step.What)}".TrimEnd());
        }

        writer.WriteLine(Harmless.Of(timeline.Conclusion));
    }

    private static void Write(Utf8JsonWriter json, Explanation facts, Timeline timeline)
    {
        json.WriteStartObject();
        json.WriteString("jid", facts.Job.Jid);
        json.WriteString("minion", facts.Target.Minion);
        json.WriteString("fun", facts.Job.Fun);
        json.WriteString("user", facts.Job.User);
        json.WriteString("state", facts.Target.State);
        json.WriteStartArray("steps");
        foreach (var step in timeline.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Name);
            json.WriteString("time", step.AtUs > 0 ? Instants.Iso(step.AtUs) : null);
            json.WriteString("what", step.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("missed", timeline.Missed.Length > 0 ? timeline.Missed : null);
        json.WriteString("conclusion", timeline.Conclusion);
        json.WriteString("last_heard", facts.HeardUs > 0 ? Instants.Iso(facts.HeardUs) : null);
        json.WriteBoolean("connected", facts.Minion is { Up: true });
        json.WriteEndObject();
    }

    private static string Delta(long us) => string.Create(CultureInfo.InvariantCulture, $"{(us < 0 ? "" : "+")}{us / 1e6:0.000000} s");
}
