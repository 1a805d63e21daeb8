using System.Globalization;

namespace Salt.Shared.Scheduling;

/// <summary>The numbers of a date in the order they were written, and which of them is the day, the month and the year: by
/// <c>dateutil</c>'s rule, month before day where both fit.</summary>
internal sealed class WhenDate
{
    private readonly List<(int Value, bool IsYear, bool IsMonth)> _parts = [];

    public bool IsEmpty => _parts.Count == 0;

    public bool IsFull => _parts.Count == 3;

    /// <returns>False: there are three already.</returns>
    public bool Add(string digits)
    {
        if (IsFull || digits.Length > 4) return false;
        var value = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        _parts.Add((value, IsYear: digits.Length > 2, IsMonth: false));
        return true;
    }

    /// <summary>A month by its name.</summary>
    public bool AddMonth(int month)
    {
        if (IsFull || _parts.Exists(part => part.IsMonth)) return false;
        _parts.Add((month, IsYear: false, IsMonth: true));
        return true;
    }

    /// <summary>A number with no year, month or separator about it: alone it is no date.</summary>
    public bool IsBare => _parts is [{ IsMonth: false }];

    /// <param name="thisYear">Years of two digits lie within fifty years of it.</param>
    /// <returns>False: there is no such date.</returns>
    public bool TryRead(int thisYear, out int? year, out int? month, out int? day)
    {
        (year, month, day) = (null, null, null);
        if (_parts.Count(part => part.IsYear) > 1) return false;
        var order = Order();
        for (var i = 0; i < _parts.Count; i++)
        {
            var (value, isYear, _) = _parts[i];
            switch (order[i])
            {
                case 'y': year = isYear ? value : Whole(value, thisYear); break;
                case 'm': month = value; break;
                default: day = value; break;
            }
        }

        return year is not (< 1970 or > 9000) && month is not (< 1 or > 12) && day is not < 1
            && day is not > 31 && !(month is { } known && day > DateTime.DaysInMonth(year ?? 2000, known));
    }

    private string Order()
    {
        var named = _parts.FindIndex(part => part.IsMonth);
        return (_parts.Count, named) switch
        {
            (0, _) => "",
            (1, 0) => "m",
            (1, _) => CanBeYearOnly(0) ? "y" : "d",
            (2, 0) => CanBeYearOnly(1) ? "my" : "md",
            (2, 1) => CanBeYearOnly(0) ? "ym" : "dm",
            (2, _) => CanBeYearOnly(0) ? "ym" : CanBeYearOnly(1) ? "my" : "md",
            (_, 0) => CanBeYearOnly(1) ? "myd" : "mdy",
            (_, 1) => CanBeYearOnly(0) ? "ymd" : "dmy",
            (_, 2) => CanBeYearOnly(1) ? "dym" : "ydm",
            _ => CanBeYearOnly(0) ? "ymd" : _parts[0].Value > 12 ? "dmy" : "mdy",
        };
    }

    private bool CanBeYearOnly(int part) => _parts[part].IsYear || _parts[part].Value > 31;

    private static int Whole(int value, int thisYear)
    {
        var year = (thisYear / 100 * 100) + value;
        return year >= thisYear + 50 ? year - 100 : year < thisYear - 50 ? year + 100 : year;
    }
}
