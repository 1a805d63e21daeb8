using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>What is said about arguments that do not fit: to a runner's caller in Salt's words, with one line of usage;
/// to a verb's in ours.</summary>
/// <param name="caller">The verb as typed, or the function's own name.</param>
internal sealed class ArgumentFaults(Function function, string caller)
{
    private bool IsRunner => caller == function.Name;

    public SaltException Unknown(string name) => IsRunner
        ? InSaltsWords($"got an unexpected keyword argument '{name}'")
        : new SaltException(Failure.BadRequest, $"there is no argument '{name}'; what there is: {caller} --help");

    public SaltException TooMany(IReadOnlyList<string> placed, int room) => IsRunner
        ? InSaltsWords($"takes {Arguments(room, "positional ")} but {placed.Count} {(placed.Count == 1 ? "was" : "were")} given")
        : new SaltException(Failure.BadRequest, $"'{placed[room]}' is one word too many");

    public SaltException Missing(IReadOnlyList<Parameter> missing)
    {
        if (IsRunner)
        {
            var names = string.Join(" and ", missing.Select(parameter => $"'{parameter.Name}'"));
            return InSaltsWords($"missing {Arguments(missing.Count, "required positional ")}: {names}");
        }

        var words = function.Parameters.Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name.ToUpperInvariant());
        var what = string.Join(" and ", missing.Select(parameter => $"the {parameter.Name}"));
        return new SaltException(Failure.BadRequest, $"{what} {(missing.Count == 1 ? "is" : "are")} missing: {caller} {string.Join(' ', words)}");
    }

    private static string Arguments(int count, string kind) => $"{count} {kind}argument{(count == 1 ? "" : "s")}";

    private SaltException InSaltsWords(string what)
    {
        var name = function.Name[(function.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return new(Failure.BadRequest, $"Passed invalid arguments: {name}() {what}\nUsage: {function.Usage}");
    }
}
