using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What several functions in one job came to.</summary>
internal sealed class CompoundOutcome(long returnMax)
{
    /// <returns>All of it if they ran to their end; null: the worker came to nothing. If the job was ended before, the
    /// returns of those that were done, and what there is of the one that was not.</returns>
    public Outcome? Of(FunctionCall whole, JobFolder folder, StartRecord start, EndRecord end)
    {
        var outcome = OutcomeFile.Read(folder);
        if (end.State is JobState.Succeeded or JobState.Failed) return outcome;
        var done = outcome?.Return?.AsObject().Count ?? 0;
        if (done == whole.Parts.Count) return outcome;
        return CompoundCall.With(outcome ?? new Outcome(new JsonObject()), whole.Parts[done].Function.Name, Ended(whole, done, folder, start, end));
    }

    private Outcome Ended(FunctionCall whole, int number, JobFolder folder, StartRecord start, EndRecord end)
    {
        var part = whole.Parts[number];
        if (part.Function.Finish is not { } finish) return new Outcome(end.Reason, 1);
        var files = folder.Part(number);
        var max = (int)(returnMax / whole.Parts.Count / 2);
        return finish(part, new ProcessEnd(end, start.Pid, Text(files.Stdout, max), Text(files.Stderr, max), OwnTimeout: false));
    }

    private static Utf8Text Text(string path, int max) => new OutputFile(path).ReadText(total: -1, max).Text;
}
