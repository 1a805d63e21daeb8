using Salt.Cli.Completion;

namespace Salt.Cli.Frame;

/// <summary>What every verb understands, before its name or behind it.</summary>
internal static class CommonOptions
{
    public static readonly Option Root = new(["--root"], "DIR", "the cluster whose files are all below DIR") { Values = ValueSources.Folders };
    public static readonly Option ConfigDir = new(["-c", "--config-dir"], "DIR", "the folder of the master's configuration") { Values = ValueSources.Folders };
    public static readonly Option Out = new(
        ["--output", "--out"], "FORMAT", "nested, highstate, json, jsonl, yaml, txt, raw, newline_values_only, pprint, table, key or quiet") { Unshown = 1, Values = ValueSources.Outputters };

    public static readonly Option Indent = new(["--output-indent", "--out-indent"], "N", "of json: N blanks for each level, 4 by default; 0: all on one line") { Unshown = 1 };
    public static readonly Option NoColor = new(["--no-color", "--no-colour"], null, "no colours");
    public static readonly Option ForceColor = new(["--force-color", "--force-colour"], null, "colours even when stdout is no terminal");
    public static readonly Option Version = new(["--version"], null, "the program's version");
    public static readonly Option Help = new(["-h", "--help"], null, "this text");

    public static readonly IReadOnlyList<Option> All = [Root, ConfigDir, Out, Indent, OutputFile.File, OutputFile.Append, NoColor, ForceColor, Version, Help];
}
