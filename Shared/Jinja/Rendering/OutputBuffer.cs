using System.Text;

namespace Salt.Jinja.Rendering;

/// <summary>What is being written.</summary>
internal sealed class OutputBuffer(Session session)
{
    private readonly StringBuilder _text = new();

    /// <exception cref="TemplateException">All that the rendering wrote is too much.</exception>
    public void Append(string text)
    {
        session.CountOutput(text.Length);
        _text.Append(text);
    }

    public override string ToString() => _text.ToString();
}
