namespace Salt.Shared.Output;

/// <summary>The terminal colours of the nested layout.</summary>
internal sealed record Palette(string Key, string Text, string Value, string Failure, string End)
{
    public static readonly Palette None = new("", "", "", "", "");

    /// <summary>Cyan keys, green strings, bold yellow for the rest, red where the retcode is not 0.</summary>
    public static readonly Palette Salt = new("\e[0;36m", "\e[0;32m", "\e[0;1;33m", "\e[0;31m", "\e[0;0m");
}
