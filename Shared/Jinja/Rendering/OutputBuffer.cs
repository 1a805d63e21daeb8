using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>What is being written.</summary>
internal sealed class OutputBuffer(Session session)
{
    private readonly StringBuilder _text = session.RentText();

    /// <exception cref="TemplateException">All that the rendering wrote is too much.</exception>
    public void Append(string text)
    {
        WorkBudget.Write(text.Length);
        _text.Append(text);
    }

    /// <summary>All that was written. Nothing is written after that.</summary>
    public string Finish()
    {
        var text = _text.ToString();
        session.ReturnText(_text);
        return text;
    }
}
