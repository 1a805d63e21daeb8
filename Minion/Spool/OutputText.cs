namespace Salt.Minion.Spool;

/// <summary>A stream as text for a return.</summary>
/// <param name="Text">U+FFFD for what is not UTF-8; where bytes are left out, a line of its own says how many.</param>
/// <param name="Total">Bytes the program wrote, kept or not.</param>
/// <param name="LeftOut">Bytes of these that are not in the text.</param>
public sealed record OutputText(Utf8Text Text, long Total, long LeftOut);
