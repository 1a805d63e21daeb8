using System.Text;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using static Salt.Master.Runners.Modules.CommonParameters;

namespace Salt.Master.Runners.Modules;

/// <summary>What jobs can be looked for by, in Salt's words and ours.</summary>
internal static class JobSearchArguments
{
    public static IReadOnlyList<RunnerParameter> Parameters { get; } =
    [
        new("search_metadata", "A map: the job's metadata has all its members."),
        new("search_function", "Globs, parted by commas."),
        new("search_target", "The target as it was typed, or globs for it."),
        new("start_time", $"Submitted then or later: {TimeText.Forms}."),
        new("end_time", "Submitted then or earlier."),
        Own("user"),
        Own("state"),
        Own("minion"),
        Own("before"),
    ];

    /// <exception cref="SaltException">BadRequest: what cannot be read.</exception>
    public static JobQuery Read(RunnerArguments arguments, DateTimeOffset now) => new()
    {
        Fun = arguments.Text("search_function"),
        Tgt = arguments.Text("search_target"),
        User = arguments.Text("user"),
        Minion = arguments.Text("minion"),
        States = arguments.List("state").Select(StateOf).ToHashSet(),
        Since = Instant(arguments, "start_time", now),
        Until = Instant(arguments, "end_time", now),
        Before = arguments.Has("before") ? arguments.Jid("before") : null,
        Metadata = Metadata(arguments, "search_metadata"),
    };

    public static ReadOnlyMemory<byte> Metadata(RunnerArguments arguments, string name) =>
        arguments.Map(name) is { } map ? Encoding.UTF8.GetBytes(map.ToJsonString()) : default;

    private static DateTimeOffset? Instant(RunnerArguments arguments, string name, DateTimeOffset now) => arguments.Has(name)
        ? TimeText.TryParse(arguments.Text(name), now) ?? throw arguments.Bad(name, TimeText.Forms)
        : null;

    private static JobState StateOf(string name) => JobStates.TryParse(name.Replace('-', '_'), out var state)
        ? state
        : throw new SaltException(
            Failure.BadRequest, $"there is no state '{name}', there are {string.Join(", ", Enum.GetValues<JobState>().Select(JobStates.ToName))}");
}
