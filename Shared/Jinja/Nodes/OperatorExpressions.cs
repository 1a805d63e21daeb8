using System.Text;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

internal sealed class BinaryExpression(Func<object?, object?, object?> apply, Expression left, Expression right, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [left, right];

    public override object? Evaluate(Frame frame) => apply(left.Evaluate(frame), right.Evaluate(frame));
}

internal sealed class UnaryExpression(Func<object?, object?> apply, Expression operand, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [operand];

    public override object? Evaluate(Frame frame) => apply(operand.Evaluate(frame));
}

internal sealed class AndExpression(Expression left, Expression right, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [left, right];

    public override object? Evaluate(Frame frame) => left.Evaluate(frame) is var value && PythonSequences.Truth(value) ? right.Evaluate(frame) : value;
}

internal sealed class OrExpression(Expression left, Expression right, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [left, right];

    public override object? Evaluate(Frame frame) => left.Evaluate(frame) is var value && PythonSequences.Truth(value) ? value : right.Evaluate(frame);
}

/// <summary><c>a &lt; b &lt;= c</c>: each pair, as far as they hold.</summary>
internal sealed class CompareExpression(Expression first, IReadOnlyList<(Func<object?, object?, bool> Holds, Expression Operand)> rest, int line) : Expression(line)
{
    private static readonly object True = true;
    private static readonly object False = false;

    public override IEnumerable<Node> Children => rest.Select(pair => (Node)pair.Operand).Prepend(first);

    public override object? Evaluate(Frame frame)
    {
        var left = first.Evaluate(frame);
        foreach (var (holds, operand) in rest)
        {
            var right = operand.Evaluate(frame);
            if (!holds(left, right)) return False;
            left = right;
        }

        return True;
    }
}

/// <summary><c>a ~ b ~ c</c>.</summary>
internal sealed class ConcatExpression(IReadOnlyList<Expression> parts, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => parts;

    public override object? Evaluate(Frame frame)
    {
        var text = new StringBuilder();
        var values = new object?[parts.Count];
        for (var i = 0; i < values.Length; i++) values[i] = parts[i].Evaluate(frame);
        var isMarkup = frame.Autoescape && values.Any(value => value is Markup);
        foreach (var value in values)
        {
            var part = isMarkup ? Markup.Escape(value).Text : PythonString.Str(value);
            WorkBudget.SpendText(part.Length);
            text.Append(part);
        }

        return isMarkup ? new Markup(text.ToString()) : text.ToString();
    }
}
