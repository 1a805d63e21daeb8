namespace Salt.Minion.Modules.Cmd;

/// <summary>The argument <c>umask</c>, octal as in the shell.</summary>
internal static class Umask
{
    private const int Highest = 0b111_111_111;

    /// <exception cref="RefusedException">Not one to three octal digits, or zero, which Salt does not allow.</exception>
    public static int Parse(string text)
    {
        var digits = text.TrimStart('0');
        if (text.Length > 0 && digits.Length == 0) throw new RefusedException("ERROR: Zero umask is not allowed.");
        var mask = 0;
        foreach (var digit in digits)
        {
            mask = digit is >= '0' and <= '7' && mask <= Highest ? (mask * 8) + (digit - '0') : Highest + 1;
        }

        return mask is > 0 and <= Highest ? mask : throw new RefusedException($"ERROR: Invalid umask: '{text}'");
    }
}
