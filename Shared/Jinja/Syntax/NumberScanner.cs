namespace Salt.Jinja.Syntax;

/// <summary>Where a number ends. Digits may be parted by single underscores.</summary>
internal readonly ref struct NumberScanner(string source, int start)
{
    private readonly ReadOnlySpan<char> _source = source;

    /// <returns>The start, if it is no float.</returns>
    public int RealEnd()
    {
        var whole = Digits(start);
        var end = whole;
        if (At(end) == '.' && Digits(end + 1) is var fraction && fraction > end + 1) end = fraction;
        var isReal = end > whole;
        if (At(end) is 'e' or 'E')
        {
            var sign = At(end + 1) is '+' or '-' ? 1 : 0;
            var exponent = Digits(end + 1 + sign);
            if (exponent > end + 1 + sign) return exponent;
        }

        return isReal ? end : start;
    }

    public int WholeEnd()
    {
        if (At(start) == '0')
        {
            Func<char, bool>? isDigit = (At(start + 1) | 32) switch
            {
                'x' => char.IsAsciiHexDigit,
                'o' => c => c is >= '0' and <= '7',
                'b' => c => c is '0' or '1',
                _ => null,
            };
            if (isDigit is not null && Run(start + 2, isDigit, mayLead: true) is var end && end > start + 2) return end;
            return Run(start, c => c == '0', mayLead: false);
        }

        return Digits(start);
    }

    private int Digits(int at) => Run(at, char.IsDigit, mayLead: false);

    private int Run(int at, Func<char, bool> isDigit, bool mayLead)
    {
        var end = at;
        while (isDigit(At(end)) || (At(end) == '_' && (end > at || mayLead) && isDigit(At(end + 1)))) end++;
        return end;
    }

    private char At(int at) => at < _source.Length ? _source[at] : '\0';
}
