namespace Salt.Jinja.Values;

/// <summary>A value of the host that templates may look into: what it answers is all that they can reach.</summary>
public interface IPythonObject
{
    /// <summary>As Python would name its type.</summary>
    string TypeName { get; }

    bool TryGetAttribute(string name, out object? value);

    bool TryGetItem(object? key, out object? value);

    /// <summary>As <c>str()</c> shows it.</summary>
    string Text { get; }
}
