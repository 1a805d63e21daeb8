using Salt.Cli.Completion;
using Salt.Cli.Connection;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Output.States;

namespace Salt.Cli.Frame;

/// <summary>How results of states are shown: by options, else as the master's configuration says.</summary>
internal static class StateOptions
{
    public static readonly Option Output = new(["--state-output"], "MODE", "of states: full, terse, mixed or changes, each with _id too") { Values = ValueSources.StateOutputs };
    public static readonly Option Verbose = new(["--state-verbose"], "BOOL", "of states: False leaves out those that are as declared") { Values = ValueSources.Booleans };

    public static IReadOnlyList<Option> All { get; } = [Output, Verbose];

    /// <exception cref="SaltException">BadRequest: there is no such mode.</exception>
    public static StateOutput Of(Words words, Cluster cluster)
    {
        var configured = cluster.Mentions("state_output", "state_verbose") ? OptionReader.Open(cluster.ConfigFile).StateOutput() : StateOutput.Full;
        var output = words.ValueOf(Output) is { } mode ? Named(mode) : configured;
        return output with { Verbose = words.ValueOf(Verbose) is { } text ? Flag(text) : configured.Verbose };
    }

    private static StateOutput Named(string mode) => StateOutput.ByName.TryGetValue(mode, out var output)
        ? output
        : throw new SaltException(Failure.BadRequest, $"--state-output is '{mode}'; it can be {string.Join(", ", StateOutput.ByName.Keys)}");

    private static bool Flag(string text) => Booleans.ByName.TryGetValue(text, out var flag)
        ? flag
        : throw new SaltException(Failure.BadRequest, $"--state-verbose is '{text}'; it can be True or False");
}
