namespace Salt.Shared.Output.States;

/// <summary>How results of states are shown.</summary>
public sealed record StateOutput
{
    public static StateOutput Full { get; } = new();

    /// <summary>The names of Salt's option <c>state_output</c>; with <c>_id</c> a line begins with the ID instead of the name.</summary>
    public static IReadOnlyDictionary<string, StateOutput> ByName { get; } = new Dictionary<string, StateOutput>
    {
        ["full"] = Full,
        ["terse"] = new() { Detail = StateDetail.Terse },
        ["mixed"] = new() { Detail = StateDetail.Mixed },
        ["changes"] = new() { Detail = StateDetail.Changes },
        ["full_id"] = new() { ById = true },
        ["terse_id"] = new() { Detail = StateDetail.Terse, ById = true },
        ["mixed_id"] = new() { Detail = StateDetail.Mixed, ById = true },
        ["changes_id"] = new() { Detail = StateDetail.Changes, ById = true },
    };

    public StateDetail Detail { get; init; }

    public bool ById { get; init; }

    /// <summary>States that are as declared and did not change are shown too.</summary>
    public bool Verbose { get; init; } = true;
}
