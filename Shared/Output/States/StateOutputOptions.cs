using Salt.Shared.Configuration;

namespace Salt.Shared.Output.States;

/// <summary>Reads how results of states are shown, <c>state_output</c> and <c>state_verbose</c>, from a configuration.</summary>
public static class StateOutputOptions
{
    public static StateOutput StateOutput(this OptionReader reader) =>
        reader.Choice("state_output", States.StateOutput.Full, States.StateOutput.ByName) with { Verbose = reader.Boolean("state_verbose", true) };
}
