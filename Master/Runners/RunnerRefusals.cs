using Salt.Shared.Errors;

namespace Salt.Master.Runners;

/// <summary>What a caller is told whose arguments do not fit a function: Salt's words, with one line of usage.</summary>
internal static class RunnerRefusals
{
    public static SaltException Unknown(RunnerFunction function, string name) =>
        Invalid(function, $"got an unexpected keyword argument '{name}'");

    public static SaltException Twice(RunnerFunction function, string name) =>
        Invalid(function, $"got multiple values for argument '{name}'");

    public static SaltException TooMany(RunnerFunction function, int room, int given) =>
        Invalid(function, $"takes {Arguments(room, "positional ")} but {given} {(given == 1 ? "was" : "were")} given");

    public static SaltException Missing(RunnerFunction function, IReadOnlyCollection<RunnerParameter> missing) => Invalid(
        function,
        $"missing {Arguments(missing.Count, "required positional ")}: {string.Join(" and ", missing.Select(parameter => $"'{parameter.Name}'"))}");

    private static string Arguments(int count, string kind) => $"{count} {kind}argument{(count == 1 ? "" : "s")}";

    private static SaltException Invalid(RunnerFunction function, string what)
    {
        var name = function.Name[(function.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return new(Failure.BadRequest, $"Passed invalid arguments: {name}() {what}\nUsage: {function.Usage}");
    }
}
