namespace Salt.Cli.Frame;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public static void WriteOverview(TextWriter writer)
    {
        writer.WriteLine("master-cli VERB ...");
        writer.WriteLine();
        foreach (var verb in VerbTable.All) WriteColumns(writer, $"{verb.Name} {verb.Usage}".TrimEnd(), verb.Summary, 42);
        writer.WriteLine();
        WriteOptions(writer, CommonOptions.All);
        writer.WriteLine();
        writer.WriteLine("master-cli VERB --help tells more. Exit codes: 0 every target succeeded; 1 some failed; 2 nothing was");
        writer.WriteLine("reached; 3 some were not reached; 64 usage; 69 no master; 70 internal; 77 not permitted; 130 interrupted.");
    }

    public static void Write(TextWriter writer, Verb verb)
    {
        writer.WriteLine($"master-cli {verb.Name} {verb.Usage}".TrimEnd());
        writer.WriteLine($"  {verb.Summary}");
        writer.WriteLine();
        WriteOptions(writer, [.. verb.Options, .. CommonOptions.All]);
    }

    private static void WriteOptions(TextWriter writer, IEnumerable<Option> options)
    {
        foreach (var option in options)
            WriteColumns(writer, $"{string.Join(", ", option.Names)} {option.Value}".TrimEnd(), option.Help, 32);
    }

    private static void WriteColumns(TextWriter writer, string left, string right, int width)
    {
        writer.Write("  ");
        writer.Write(left.PadRight(width));
        writer.Write(' ');
        writer.WriteLine(right);
    }
}
