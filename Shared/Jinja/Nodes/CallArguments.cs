using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <summary>The arguments of a call as they are written.</summary>
/// <param name="More"><c>*more</c>; null: none.</param>
/// <param name="MoreNamed"><c>**more</c>; null: none.</param>
internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named, Expression? More, Expression? MoreNamed)
{
    public static CallArguments None { get; } = new([], [], null, null);

    public IEnumerable<Node> Children
    {
        get
        {
            foreach (var value in Positional) yield return value;
            foreach (var (_, value) in Named) yield return value;
            if (More is not null) yield return More;
            if (MoreNamed is not null) yield return MoreNamed;
        }
    }

    public Arguments Evaluate(Frame frame)
    {
        var positional = Positional.Count == 0 ? [] : new object?[Positional.Count];
        for (var i = 0; i < positional.Length; i++) positional[i] = Positional[i].Evaluate(frame);
        if (Named.Count == 0 && More is null && MoreNamed is null) return new Arguments(positional, []);

        if (More is not null) positional = [.. positional, .. PythonSequences.Iterate(More.Evaluate(frame))];
        var named = Named.Select(argument => KeyValuePair.Create(argument.Name, argument.Value.Evaluate(frame))).ToList();
        if (MoreNamed is not null)
        {
            if (MoreNamed.Evaluate(frame) is not PyDict more) throw TemplateException.Type("argument after ** must be a mapping");
            foreach (var (key, value) in more)
            {
                var name = PythonString.Str(key);
                if (named.Exists(argument => argument.Key == name)) throw TemplateException.Type($"got multiple values for keyword argument '{name}'");
                named.Add(KeyValuePair.Create(name, value));
            }
        }

        return new Arguments(positional, named);
    }
}
