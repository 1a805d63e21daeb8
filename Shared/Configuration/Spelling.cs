namespace Salt.Shared.Configuration;

/// <summary>Tells a slip of the finger from another word.</summary>
public static class Spelling
{
    /// <summary>Whether one letter added, dropped, changed, or swapped with its neighbour turns one word into the other.</summary>
    public static bool IsOneEditApart(string one, string other)
    {
        if (one.Length > other.Length) (one, other) = (other, one);
        if (other.Length - one.Length > 1) return false;

        var start = 0;
        while (start < one.Length && one[start] == other[start]) start++;
        var restOfOne = one.AsSpan(start);
        var restOfOther = other.AsSpan(start);
        if (restOfOther.IsEmpty) return false;
        if (one.Length < other.Length) return restOfOne.SequenceEqual(restOfOther[1..]);

        var changed = restOfOne[1..].SequenceEqual(restOfOther[1..]);
        var swapped = restOfOne.Length > 1
            && restOfOne[0] == restOfOther[1] && restOfOne[1] == restOfOther[0]
            && restOfOne[2..].SequenceEqual(restOfOther[2..]);
        return changed || swapped;
    }
}
