using System.Text;

namespace Salt.Minion.Modules;

/// <summary>A function's documentation as <c>sys.doc</c> shows it.</summary>
internal static class FunctionDoc
{
    private const string Indent = "    ";

    /// <summary>Salt's layout: an empty line, then the text, the arguments and a command line, all indented by four.</summary>
    public static string Of(Function function)
    {
        var doc = new StringBuilder();
        Append(doc, Indent, function.Doc);
        foreach (var argument in function.Arguments.Where(argument => argument.Doc.Length > 0))
        {
            Append(doc, Indent, argument.Required || argument.Default is null
                ? argument.Name
                : $"{argument.Name} : {ScalarText.Of(argument.Default)}", separate: true);
            Append(doc, Indent + Indent, argument.Doc);
        }

        Append(doc, Indent, "CLI Example:", separate: true);
        Append(doc, Indent + Indent, $"master-cli run '*' {function.Example}", separate: true);
        return doc.Append('\n').ToString();
    }

    private static void Append(StringBuilder doc, string indent, string text, bool separate = false)
    {
        if (separate) doc.Append('\n');
        foreach (var line in text.Split('\n')) doc.Append('\n').Append(line.Length == 0 ? "" : indent).Append(line);
    }
}
