namespace Salt.Shared.Jobs;

/// <summary>What a piece of output takes of its reader's credit: its bytes, but never so few that many small pieces would
/// hold more memory than the credit was to allow.</summary>
public static class OutputCredit
{
    public const int Least = 256;

    public static int Of(int bytes) => Math.Max(bytes, Least);
}
