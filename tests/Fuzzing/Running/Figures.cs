using System.Diagnostics;

namespace Salt.Tests.Fuzzing.Running;

/// <summary>What was done, over all processes that it took.</summary>
internal sealed class Figures
{
    private long _accepted;
    private long _refused;
    private long _faults;
    private long _worst;
    private long _worstIndex;

    /// <summary>KiB of the process at the door.</summary>
    public long Peak { get; set; }

    public void Add(Progress progress)
    {
        _accepted += progress.Accepted;
        _refused += progress.Refused;
        _faults += progress.Faults;
        if (progress.Worst > _worst) (_worst, _worstIndex) = (progress.Worst, progress.WorstIndex);
    }

    public void Print(TextWriter output, FuzzOptions options, TimeSpan took)
    {
        var inputs = _accepted + _refused + _faults;
        var worst = _worst * 1000.0 / Stopwatch.Frequency;
        output.WriteLine(
            $"{options.Door}: seed {options.Seed}, {took.TotalSeconds:0} s, {inputs} inputs, {inputs / took.TotalSeconds:0}/s, {_accepted} accepted, {_refused} refused, {_faults} faults, "
            + $"worst {worst:0} ms (input {_worstIndex}), peak {Peak / 1024} MiB");
    }
}
