namespace Salt.Cli.Frame;

/// <summary>What every verb understands, before its name or behind it.</summary>
internal static class CommonOptions
{
    public static readonly Option Root = new(["--root"], "DIR", "the cluster whose files are all below DIR");
    public static readonly Option ConfigDir = new(["-c", "--config-dir"], "DIR", "the folder of the master's configuration");
    public static readonly Option Out = new(["--out"], "FORMAT", "nested, highstate, json, jsonl, yaml, txt, raw, newline_values_only or quiet");
    public static readonly Option NoColor = new(["--no-color", "--no-colour"], null, "no colours");
    public static readonly Option ForceColor = new(["--force-color", "--force-colour"], null, "colours even when stdout is no terminal");
    public static readonly Option Help = new(["-h", "--help"], null, "this text");

    public static readonly IReadOnlyList<Option> All = [Root, ConfigDir, Out, NoColor, ForceColor, Help];
}
