namespace Salt.Jinja.Values;

/// <summary>What a name, attribute or item that is not there evaluates to.</summary>
/// <param name="hint">What is said instead of the usual sentence; null: that one.</param>
/// <param name="owner">What has no such item; <see cref="Missing"/>: it is about a name.</param>
/// <param name="name">The name or key.</param>
/// <param name="isUnsafe">It is there, and templates may not have it.</param>
public sealed class Undefined(UndefinedKind kind, string? hint, object? owner, object? name, bool isUnsafe = false)
{
    public UndefinedKind Kind => kind;

    public object? Name => name;

    /// <summary>One sentence.</summary>
    public string Cause
    {
        get
        {
            if (hint is not null) return hint;
            if (owner is Missing) return $"{PythonString.Repr(name)} is undefined";
            return name is string
                ? $"{PythonString.Repr(PythonTypes.Describe(owner))} has no attribute {PythonString.Repr(name)}"
                : $"{PythonTypes.Describe(owner)} has no element {PythonString.Repr(name)}";
        }
    }

    public TemplateException Error => isUnsafe ? TemplateException.Security(Cause) : TemplateException.Undefined(Cause);

    /// <summary>Something was tried that only what is strict forbids.</summary>
    /// <exception cref="TemplateException">It is strict.</exception>
    public Undefined Soft() => kind == UndefinedKind.Strict ? throw Error : this;

    public bool Compares()
    {
        Soft();
        return true;
    }

    public bool EqualTo(object? other)
    {
        Soft();
        return other is Undefined same && same.Kind == kind;
    }

    public string Text()
    {
        Soft();
        if (kind != UndefinedKind.Debug) return "";
        var missing = hint is not null ? $"undefined value printed: {hint}"
            : owner is Missing ? PythonString.Str(name)
            : $"no such element: {PythonTypes.Describe(owner)}[{PythonString.Repr(name)}]";
        return $"{{{{ {missing} }}}}";
    }

    public override string ToString() => Cause;

    public override int GetHashCode()
    {
        Soft();
        return 0;
    }

    public override bool Equals(object? obj) => EqualTo(obj);
}
