using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary><c>run --async</c>: submits a job and does not wait for it.</summary>
internal static class Submission
{
    public static async Task<int> PrintAsync(
        Invocation invocation, IOutputter outputter, RunRequest request, CancellationToken cancellationToken)
    {
        JobView? job = null;
        await foreach (var e in new JobStream(invocation, TimeProvider.System).RunAsync(request, cancellationToken))
            job ??= e.Submitted;
        return Print(invocation.Terminal, outputter, job);
    }

    /// <summary>A sentence for people, <c>{jid, minions}</c> for programs.</summary>
    public static int Print(Terminal terminal, IOutputter outputter, JobView? job)
    {
        var isSubmitted = job is { Targets.Count: > 0 };
        if (!outputter.IsPage)
        {
            if (!isSubmitted) terminal.Say(Sentences.NoMatch);
            outputter.Write(Describe(job));
        }
        else
        {
            terminal.Out.WriteLine(isSubmitted ? $"Executed command with job ID: {job!.Jid}" : Sentences.NoMatch);
        }

        return isSubmitted ? ExitCodes.Success : ExitCodes.NothingReached;
    }

    private static JsonElement Describe(JobView? job) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        if (job is { Targets.Count: > 0 })
        {
            json.WriteString("jid", job.Jid);
            json.WriteStartArray("minions");
            foreach (var minion in job.Targets) json.WriteStringValue(minion);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });
}
