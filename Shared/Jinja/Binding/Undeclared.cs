using Salt.Jinja.Nodes;

namespace Salt.Jinja.Binding;

/// <summary>Which names a piece of a template reads before it sets them.</summary>
internal static class Undeclared
{
    public static bool Reads(IEnumerable<Node> nodes, string name) => Look(nodes, name) == true;

    // True: it is read first. False: it is set first. Null: neither.
    private static bool? Look(IEnumerable<Node> nodes, string name)
    {
        foreach (var node in nodes)
        {
            var found = node switch
            {
                NameExpression { Name: var read } when read == name => true,
                NameTarget { Name: var set } when set == name => false,
                BlockStatement => null,
                _ => Look(node.Children, name),
            };
            if (found is not null) return found;
        }

        return null;
    }
}
