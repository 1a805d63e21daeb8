using System.Text;

namespace Salt.Minion.Modules;

/// <summary>A function's documentation as <c>sys.doc</c> shows it.</summary>
internal static class FunctionDoc
{
    private const string Indent = "    ";
    private const int Width = 80;

    /// <summary>Salt's layout: an empty line, then the text, the arguments and a command line, all indented by four.</summary>
    public static string Of(Function function)
    {
        var doc = new StringBuilder();
        Append(doc, Indent, function.Doc);
        foreach (var argument in function.Arguments.Where(argument => argument.Doc.Length > 0))
        {
            doc.Append('\n');
            Append(doc, Indent, argument.Default is null ? argument.Name : $"{argument.Name} : {ScalarText.Of(argument.Default)}");
            Append(doc, Indent + Indent, argument.Doc);
        }

        // States stand in files.
        if (function.Example.Length == 0) return doc.Append('\n').ToString();
        // A command line is not to be broken: somebody will copy it.
        doc.Append($"\n\n{Indent}CLI Example:\n\n{Indent}{Indent}master-cli run '*' {function.Example}\n");
        return doc.ToString();
    }

    private static void Append(StringBuilder doc, string indent, string text)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var room = 0;
            foreach (var word in paragraph.Split(' '))
            {
                if (room > word.Length)
                {
                    doc.Append(' ').Append(word);
                    room -= word.Length + 1;
                }
                else
                {
                    doc.Append('\n').Append(word.Length == 0 ? "" : indent).Append(word);
                    room = Width - indent.Length - word.Length;
                }
            }
        }
    }
}
