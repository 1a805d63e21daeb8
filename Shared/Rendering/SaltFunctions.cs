using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>The name <c>salt</c> of templates: functions as <c>salt['mod.fun'](...)</c> and <c>salt.mod.fun(...)</c>.</summary>
internal sealed class SaltFunctions(IReadOnlyDictionary<string, RenderFunction> functions, RenderSubject subject) : IPythonObject
{
    public string TypeName => "salt.loader.LazyLoader";

    public string Text => "<salt functions>";

    public bool TryGetItem(object? key, out object? value)
    {
        value = key is string name && functions.TryGetValue(name, out var function)
            ? new NativeFunction(function.Name, function.Parameters, arguments => function.Body(subject, arguments))
            : null;
        return value is not null;
    }

    public bool TryGetAttribute(string name, out object? value)
    {
        var prefix = name + ".";
        value = functions.Keys.Any(known => known.StartsWith(prefix, StringComparison.Ordinal)) ? new ModuleFunctions(this, name) : null;
        if (value is null && name == "get") value = new NativeFunction("get", ["name", "default?"], a => TryGetItem(a[0], out var found) ? found : a[1] is Missing ? null : a[1]);
        return value is not null;
    }

    private sealed class ModuleFunctions(SaltFunctions all, string module) : IPythonObject
    {
        public string TypeName => "salt.loader.LoadedMod";

        public string Text => $"<salt module {module}>";

        public bool TryGetItem(object? key, out object? value)
        {
            value = null;
            return key is string name && TryGetAttribute(name, out value);
        }

        // A name that Python keeps for itself is written with an underscore behind it: test.true_.
        public bool TryGetAttribute(string name, out object? value) => all.TryGetItem($"{module}.{name}", out value);
    }
}
