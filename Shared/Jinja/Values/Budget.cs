namespace Salt.Jinja.Values;

/// <summary>The budget of one rendering.</summary>
internal sealed class Budget(JinjaOptions options, CancellationToken cancel)
{
    /// <summary>Steps between two looks at the clock.</summary>
    private const int Stride = 1024;

    /// <summary>Bytes that count as a step more.</summary>
    private const int BytesOfStep = 1024;

    private long _bytes = options.MostWork;
    private long _iterations;
    private long _written;
    private long _steps;
    private long _nextLook = Stride;
    private long _began = options.Clock.GetTimestamp();
    private TimeSpan _used;
    private int _stops;

    public void Spend(long bytes)
    {
        if ((_bytes -= bytes) < 0) throw TemplateException.Overflow($"the template makes more text and lists than it may, which is {options.MostWork >> 20} MiB");
        _steps += bytes / BytesOfStep;
        Step();
    }

    public void Step()
    {
        if (++_steps >= _nextLook) Look();
    }

    public void Iterate()
    {
        if (++_iterations > options.MostIterations)
            throw TemplateException.Overflow($"the template's loops went round more than {options.MostIterations} times");
        Step();
    }

    public void Write(int characters)
    {
        if ((_written += characters) > options.MostOutput)
            throw TemplateException.Overflow($"the template wrote more than {options.MostOutput} characters");
        Spend(characters * (long)WorkBudget.Character);
    }

    public void Stop()
    {
        if (_stops++ == 0) _used += options.Clock.GetElapsedTime(_began);
    }

    public void Continue()
    {
        if (--_stops == 0) _began = options.Clock.GetTimestamp();
    }

    private void Look()
    {
        _nextLook = _steps + Stride;
        cancel.ThrowIfCancellationRequested();
        if (_stops == 0 && _used + options.Clock.GetElapsedTime(_began) > options.MostTime)
            throw TemplateException.Overflow($"the template took longer than {options.MostTime.TotalSeconds:0.#} s");
    }
}
