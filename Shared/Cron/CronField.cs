using System.Numerics;

namespace Salt.Shared.Cron;

/// <summary>The values one field allows, 0 to 63.</summary>
/// <param name="IsAll">It allows every value there is.</param>
/// <param name="BeginsWithStar">It was written as a star, or as a star with a step.</param>
internal readonly record struct CronField(ulong Values, bool IsAll, bool BeginsWithStar)
{
    public bool Has(int value) => (Values & (1UL << value)) != 0;

    /// <summary>The first value from one on; -1: there is none.</summary>
    public int Next(int from)
    {
        if (from > 63) return -1;
        var left = Values >> from << from;
        return left == 0 ? -1 : BitOperations.TrailingZeroCount(left);
    }
}
