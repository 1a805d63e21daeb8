using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.Shared.Output.States;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>Tells an operator what becomes of a job: takes its events in any order and any number of times, prints each
/// target once, and knows the exit code. Holds no more than it must still print.</summary>
internal sealed class RunReport(IOutputter outputter, Terminal terminal, RunDisplay display)
{
    private const string Line = "-------------------------------------------";

    /// <summary>Columns before a return of a minion's.</summary>
    private const int Indent = 4;

    private readonly Dictionary<string, TargetView> _targets = [];
    private readonly HashSet<string> _told = [];
    private readonly List<(string Minion, JsonElement Return, bool Failed)> _held = [];
    private readonly List<(string Minion, string Text)> _refusals = [];
    private readonly List<string> _absent = [];
    private readonly HashSet<string> _kept = [];
    private BatchLines? _batch;
    private int _returned;
    private int _errors;

    /// <summary>What was submitted; null before the first event.</summary>
    public JobView? Job { get; private set; }

    /// <summary>Whether anything will come: false where no minion matched.</summary>
    public bool HasTargets => Job is { Targets.Count: > 0 };

    /// <summary>The last that was heard of every target.</summary>
    public IReadOnlyCollection<TargetView> Targets => _targets.Values;

    public void Apply(JobEvent e)
    {
        switch (e.KindCase)
        {
            case JobEvent.KindOneofCase.Submitted when Job is null:
                Job = e.Submitted;
                foreach (var minion in Job.Targets)
                    _targets[minion] = new TargetView { Minion = minion, State = JobState.Queued.ToName() };
                if (Job.BatchSize > 0 && !display.Static) _batch = new BatchLines(minions => Message(Sentences.Executing(minions)));
                TellJid();
                break;
            case JobEvent.KindOneofCase.Finished:
                _kept.UnionWith(e.Finished.Queued);
                break;
            case JobEvent.KindOneofCase.Target:
                if (display.Verbose) TellPlace(_targets.GetValueOrDefault(e.Target.Minion), e.Target);
                _targets[e.Target.Minion] = e.Target;
                _batch?.Apply(e.Target);
                if (JobStates.Parse(e.Target.State).IsEnd() && _told.Add(e.Target.Minion)) TellEnd(e.Target);
                break;
        }
    }

    /// <summary>Prints what is left to say once nothing more is waited for.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        foreach (var target in _targets.Values.Where(target => !_told.Contains(target.Minion) && !_kept.Contains(target.Minion)))
        {
            TellAbsent(target.Minion, JobStates.Parse(target.State) == JobState.Queued
                ? Sentences.Waiting()
                : Sentences.Away(target, Job!.Jid));
        }

        Close();
        // Beside a program's document a line of its own has named who did not return.
        var withAbsent = outputter.IsPage && !display.HideTimeout;
        foreach (var line in Problems.Of([.. _targets.Values.Where(target => !_kept.Contains(target.Minion))], withAbsent)) terminal.Say(line);
        if (_kept.Count > 0) terminal.Say(Sentences.Kept(_kept, Job!));
        if (!HasTargets)
        {
            Message(Sentences.NoMatch);
            terminal.Say("ERROR: No return received");
        }
        else if (_errors > 0 || (_absent.Count > 0 && !display.HideTimeout))
        {
            terminal.Say("ERROR: Minions returned with non-zero exit code");
        }

        return RunExit.Of([.. _targets.Values.Select(target => JobStates.Parse(target.State))]);
    }

    /// <summary>Prints what there is: the operator stopped waiting, or the master is gone.</summary>
    public void Close()
    {
        foreach (var (minion, value, failed) in _held) outputter.WriteReturn(minion, value, failed);
        foreach (var alike in _refusals.GroupBy(refusal => refusal.Text, refusal => refusal.Minion))
            outputter.WriteReturn(string.Join(", ", alike), JsonOf(alike.Key), failed: true);
        outputter.EndReturns();
        if (_absent.Count > 0 && !outputter.IsPage && !display.HideTimeout)
            terminal.Say($"Minions that did not return: {string.Join(", ", _absent)}; for what comes later: master-cli jobs lookup {Job!.Jid}");
        if (display.Summary && HasTargets) TellSummary();
    }

    private void TellJid()
    {
        if (!HasTargets) return;
        if (display.Verbose) Message($"Executing job with jid {Job!.Jid}\n{Line}\n");
        if (display.ShowJid) Message($"jid: {Job!.Jid}");
    }

    private void TellPlace(TargetView? before, TargetView target)
    {
        if (target.Place > 0 && target.Place != before?.Place)
            terminal.Say($"{target.Minion}: {target.State}, place {target.Place} in the minion's queue");
    }

    private void TellEnd(TargetView target)
    {
        var state = JobStates.Parse(target.State);
        if (state == JobState.Undelivered)
        {
            TellAbsent(target.Minion, Job!.BatchSize > 0 || Job.FailLimit > 0 || Job.ExpiresUs > 0 ? Sentences.NotReached(target) : Sentences.NoResponse(Job.Jid));
            return;
        }

        var failed = state != JobState.Succeeded;
        if (failed) _errors++;
        _returned++;
        if (display.Follow && state != JobState.Refused && FollowedReturns.AreSeen(Job!.Fun))
        {
            if (failed) terminal.Say($"{target.Minion}: {Sentences.Ended(target)}");
            return;
        }

        var returned = target.Ret.Length > 0 ? JsonText.Foreign(target.Ret.Memory) : default;
        if (target.Ret.Length > 0) TellReturn(target.Minion, returned, failed);
        else if (state == JobState.Refused) TellReturn(target.Minion, JsonOf(target.Reason), failed);
        else TellReturn(target.Minion, JsonOf(Sentences.End(target)), failed);
        if (CutOutput.Of(target, Job!.Jid) is { } cut) terminal.Say(cut);
        // The sentence about a limit stands in the return itself, where that is what a program printed.
        var isSeen = state is JobState.Succeeded or JobState.Failed or JobState.Refused
            || (state == JobState.TimedOut && outputter.IsPage && returned.ValueKind is JsonValueKind.String or JsonValueKind.Undefined);
        if (!isSeen && (target.Ret.Length > 0 || !outputter.IsPage))
            terminal.Say($"{target.Minion}: {Sentences.End(target)}");
    }

    private void TellReturn(string minion, JsonElement value, bool failed)
    {
        if (failed && outputter.IsPage && terminal.IsInteractive && value.ValueKind == JsonValueKind.String && WrappedText.IsUsage(value.GetString()!))
            value = JsonOf(WrappedText.Of(value.GetString()!, terminal.Width - Indent));
        var folds = display.Summary && outputter.IsPage && value.ValueKind == JsonValueKind.String
            && _targets[minion].State == JobState.Refused.ToName();
        if (folds) _refusals.Add((minion, value.GetString()!));
        else if (_batch is not null && outputter.IsPage && !StateFunctions.ReturnResults(Job!.Fun)) outputter.Write(BatchLines.Return(_targets[minion], value, Job!.Jid));
        else if (display.Static) _held.Add((minion, value, failed));
        else outputter.WriteReturn(minion, value, failed);
    }

    private void TellAbsent(string minion, string sentence)
    {
        _absent.Add(minion);
        if (display.HideTimeout) return;
        if (display.Static) _held.Add((minion, JsonOf(sentence), true));
        else outputter.WriteReturn(minion, JsonOf(sentence), failed: true);
    }

    private void TellSummary() => Message(
        $"""


        {Line}
        Summary
        {Line}
        # of minions targeted: {_targets.Count}
        # of minions returned: {_returned}
        # of minions that did not return: {_absent.Count}
        # of minions with errors: {_errors}
        {Line}
        """);

    // Salt prints these among the data: right for people, wrong for programs.
    private void Message(string text)
    {
        if (!outputter.IsPage)
        {
            terminal.Say(text.TrimStart('\n'));
            return;
        }

        terminal.Out.Write(text);
        terminal.Out.Write('\n');
        terminal.Out.Flush();
    }

    private static JsonElement JsonOf(string text) => JsonText.Build(json => json.WriteStringValue(text));
}
