using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Binding;

/// <summary>A tree that is too deep to be gone through is refused before anything tries.</summary>
internal static class TreeDepth
{
    private const int Most = Nesting.Most;

    /// <exception cref="TemplateException">A syntax error: it is nested too deeply.</exception>
    public static void Check(string template, IEnumerable<Node> nodes)
    {
        var pending = new Stack<(Node Node, int Depth)>(nodes.Select(node => (node, 1)));
        while (pending.TryPop(out var next))
        {
            if (next.Depth > Most) throw TemplateException.Syntax($"it is nested more than {Most} deep", template, next.Node.Line);
            foreach (var child in next.Node.Children) pending.Push((child, next.Depth + 1));
        }
    }
}
