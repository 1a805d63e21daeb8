using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>What a verb's caller is told whose arguments do not fit.</summary>
/// <param name="verb">As typed.</param>
internal sealed class ArgumentFaults(Function function, string verb)
{
    public SaltException Unknown(string name) => new(Failure.BadRequest, $"there is no argument '{name}'; what there is: {verb} --help");

    public static SaltException TooMany(IReadOnlyList<string> placed, int room) => new(Failure.BadRequest, $"'{placed[room]}' is one word too many");

    public SaltException Missing(IReadOnlyList<Parameter> missing)
    {
        var words = function.Parameters.Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name.ToUpperInvariant());
        var what = string.Join(" and ", missing.Select(parameter => $"the {parameter.Name}"));
        return new SaltException(Failure.BadRequest, $"{what} {(missing.Count == 1 ? "is" : "are")} missing: {verb} {string.Join(' ', words)}");
    }
}
