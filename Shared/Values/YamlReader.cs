using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Values;

/// <summary>Reads one YAML document into nodes that know their line and column.</summary>
public static class YamlReader
{
    /// <summary>Deeper than any real document, and shallow enough that JSON readers with their usual limit of 64 follow.</summary>
    public const int MaxDepth = 60;

    /// <summary>What YamlDotNet says of a key that is there twice.</summary>
    private const string Duplicate = "Duplicate key ";

    /// <returns>The document's root, or null if the text holds no document (empty, comments only).</returns>
    /// <exception cref="YamlFormatException">Not YAML, nested deeper than <see cref="MaxDepth"/>, a key twice in one
    /// map, or a second document.</exception>
    public static YamlNode? Read(string text)
    {
        YamlCharacters.Check(text);
        if (text.StartsWith('\ufeff')) text = text[1..];
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        try
        {
            stream.Load(new BoundedParser(parser, text, MaxDepth));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's scanner, where a list in brackets goes on behind a key that is none of it, and its reader, where
            // a comment stands among what is in brackets.
            var place = parser.Current?.End ?? Mark.Empty;
            throw new YamlFormatException((int)place.Line, (int)place.Column, "a bracket or brace that was opened here is not closed");
        }
        catch (YamlException e)
        {
            // What is missing at the end is reported on a line behind the last one.
            var line = Math.Min((int)e.Start.Line, text.AsSpan().TrimEnd('\n').Count('\n') + 1);
            var message = e.InnerException?.Message ?? e.Message;
            if (message.StartsWith(Duplicate, StringComparison.Ordinal) && DuplicateKey.FirstLine(text, e.Start) is { } first)
                message = $"the key '{message[Duplicate.Length..]}' is there twice, first in line {first}";
            throw new YamlFormatException(line, (int)e.Start.Column, message);
        }

        if (stream.Documents.Count > 1)
        {
            var second = stream.Documents[1].RootNode.Start;
            throw new YamlFormatException((int)second.Line, (int)second.Column, "a second document begins here; one is read");
        }

        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
    }
}
