namespace Salt.Shared.Output;

/// <summary>Prints a finished piece of text as Salt does: without white space at its end, and not at all if nothing is left.</summary>
internal static class Page
{
    public static void Print(TextWriter writer, string text)
    {
        var trimmed = text.TrimEnd();
        if (trimmed.Length == 0) return;
        writer.Write(trimmed);
        writer.Write('\n');
        writer.Flush();
    }
}
