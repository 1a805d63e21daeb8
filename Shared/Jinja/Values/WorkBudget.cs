namespace Salt.Jinja.Values;

/// <summary>What a rendering may still do: bytes that its values take, rounds of loops, characters that it writes, time. All that
/// is part of it spends of the one budget: filters, functions, parsers, and what is rendered within it. A rendering keeps to one
/// thread from beginning to end, and so does its budget; outside of one there is no limit.</summary>
public static class WorkBudget
{
    /// <summary>Bytes of one item of a list, a tuple or a document, with its value.</summary>
    public const int Item = 32;

    /// <summary>Bytes of a dict's entry.</summary>
    public const int Entry = 64;

    /// <summary>Bytes of a character.</summary>
    public const int Character = 2;

    [ThreadStatic]
    private static Budget? _current;

    /// <param name="cancel">Whoever wants the rendering has gone.</param>
    /// <returns>Ends it. Within another one, what is begun is part of that.</returns>
    public static Scope Begin(JinjaOptions options, CancellationToken cancel = default)
    {
        if (_current is not null) return new Scope(isOutermost: false);
        _current = new Budget(options, cancel);
        return new Scope(isOutermost: true);
    }

    /// <summary>Lets time pass that is not the rendering's: a command that a template runs has limits of its own.</summary>
    /// <returns>Ends that.</returns>
    public static Break Pause() => new(_current);

    /// <param name="bytes">That something new takes.</param>
    /// <exception cref="TemplateException">There is no more, or no time.</exception>
    /// <exception cref="OperationCanceledException">Whoever wanted it has gone.</exception>
    public static void Spend(long bytes) => _current?.Spend(bytes);

    /// <summary>A text of so many characters is about to be made.</summary>
    /// <inheritdoc cref="Spend"/>
    public static void SpendText(long characters) => _current?.Spend(characters * Character);

    /// <summary>A step of work that makes nothing.</summary>
    /// <inheritdoc cref="Spend"/>
    public static void Step() => _current?.Step();

    /// <summary>A loop goes round.</summary>
    /// <inheritdoc cref="Spend"/>
    internal static void Iterate() => _current?.Iterate();

    /// <summary>So many characters are written.</summary>
    /// <inheritdoc cref="Spend"/>
    internal static void Write(int characters) => _current?.Write(characters);

    public readonly struct Scope(bool isOutermost) : IDisposable
    {
        public void Dispose()
        {
            if (isOutermost) _current = null;
        }
    }

    public readonly struct Break : IDisposable
    {
        private readonly Budget? _budget;

        internal Break(Budget? budget)
        {
            _budget = budget;
            budget?.Stop();
        }

        public void Dispose() => _budget?.Continue();
    }
}
