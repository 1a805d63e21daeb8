using System.Text.Json.Nodes;
using Salt.Master.Authority;

namespace Salt.Master.Runners;

/// <summary>A call of a runner function.</summary>
/// <param name="Function"><c>module.function</c></param>
/// <param name="Arg">By place.</param>
/// <param name="Kwarg">By name.</param>
/// <param name="Caller">Which of those that may call things it comes from.</param>
/// <param name="User">For the history.</param>
internal sealed record RunnerRequest(string Function, JsonArray Arg, JsonObject Kwarg, Callers Caller, string User)
{
    /// <summary>How the user reached the master, for people.</summary>
    public string Via { get; init; } = "";

    /// <summary>The entry of the master's schedule that runs it; null: none does.</summary>
    public string? Schedule { get; init; }

    /// <summary>Kept with the run.</summary>
    public JsonObject Metadata { get; init; } = [];
}
