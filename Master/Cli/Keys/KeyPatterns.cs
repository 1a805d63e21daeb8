using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Targeting;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary>Which keys a command is for: globs over ids, as words or with commas between, or all of them.</summary>
internal sealed class KeyPatterns
{
    public static readonly Option All = new("--all", "every key that the verb is for");
    public static readonly Operand Operand = new("GLOB", "ids, also with commas between") { IsMany = true, Values = ValueSources.Keys };
    private readonly List<Glob> _globs;

    private KeyPatterns(List<Glob> globs) => _globs = globs;

    /// <summary>As it was typed, for messages.</summary>
    public string Text => string.Join(',', _globs.Select(glob => glob.Pattern));

    /// <exception cref="SaltException">Neither a glob nor <c>--all</c>, or both.</exception>
    public static KeyPatterns Read(Words words)
    {
        var patterns = words.Operands.SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (words.Has(All) == patterns.Count > 0)
        {
            throw new SaltException(Failure.BadRequest, "name the keys by a glob, or say --all for every one");
        }

        return new KeyPatterns([.. (words.Has(All) ? ["*"] : patterns).Select(pattern => new Glob(pattern))]);
    }

    public bool Match(KeyView key) => _globs.Exists(glob => glob.IsMatch(key.Id));
}
