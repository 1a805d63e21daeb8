using Salt.Jinja.Rendering;

namespace Salt.Jinja.Nodes;

/// <summary>Statements in a row.</summary>
internal sealed class Body(IReadOnlyList<Statement> statements)
{
    private readonly Statement[] _statements = [.. statements];

    public static Body Empty { get; } = new([]);

    public IReadOnlyList<Statement> Statements => _statements;

    public Flow Run(Frame frame)
    {
        var i = 0;
        try
        {
            for (; i < _statements.Length; i++)
            {
                Values.WorkBudget.Step();
                if (_statements[i].Execute(frame) is not Flow.Next and var flow) return flow;
            }

            return Flow.Next;
        }
        catch (TemplateException e) when (e.PassThrough(frame.Template, _statements[i].Line))
        {
            throw;
        }
        catch (Exception e) when (TemplateException.Of(e) is { } error)
        {
            error.PassThrough(frame.Template, _statements[i].Line);
            throw error;
        }
    }

    /// <summary>What it writes.</summary>
    public object Capture(Frame frame) => Wrap(frame, CaptureText(frame));

    public string CaptureText(Frame frame)
    {
        var outer = frame.Output;
        var inner = frame.Output = new OutputBuffer(frame.Session);
        try
        {
            Run(frame);
            return inner.Finish();
        }
        finally
        {
            frame.Output = outer;
        }
    }

    public static object Wrap(Frame frame, string text) => frame.Autoescape ? new Values.Markup(text) : text;
}
