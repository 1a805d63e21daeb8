using System.Text.Json.Nodes;

namespace Salt.Minion.States;

/// <summary>One call of a state function, with all that the declaration says of it: Salt's low data.</summary>
/// <param name="Data">state, name, __sls__, __env__, __id__, the arguments, order, fun.</param>
internal sealed record LowChunk(JsonObject Data)
{
    private const string Between = "_|-";

    /// <summary>The state module.</summary>
    public string State { get; } = (string)Data["state"]!;

    public string Fun { get; } = (string)Data["fun"]!;

    public string Id { get; } = (string)Data["__id__"]!;

    public string Name { get; } = (string)Data["name"]!;

    /// <summary>Null: it is no SLS's.</summary>
    public string? Sls { get; } = (string?)Data["__sls__"];

    /// <summary>Names it among the results.</summary>
    public string Tag => string.Join(Between, State, Id, Name, Fun);

    public string Function => $"{State}.{Fun}";

    public bool Has(string argument) => Data.ContainsKey(argument);

    /// <summary>An argument that is on unless it is missing, false or null.</summary>
    public bool IsOn(string argument) => Data[argument] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The same with other arguments.</summary>
    public LowChunk With(Action<JsonObject> change)
    {
        var data = Data.DeepClone().AsObject();
        change(data);
        return new LowChunk(data);
    }

    public bool Equals(LowChunk? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
