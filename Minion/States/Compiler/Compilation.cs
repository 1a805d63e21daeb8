namespace Salt.Minion.States.Compiler;

/// <summary>From what was loaded to what is to be called.</summary>
internal static class Compilation
{
    /// <param name="high">Is completed on the way: extensions applied, exclusions gone.</param>
    /// <param name="errors">Gets what is wrong; then nothing is to be called.</param>
    public static IReadOnlyList<LowChunk> Compile(HighState high, List<string> errors)
    {
        Extends.Apply(high, strict: false, errors);
        HighCheck.Check(high, errors);
        if (errors.Count > 0) return [];
        RequisitesIn.Apply(high, errors);
        Excludes.Apply(high);
        return errors.Count > 0 ? [] : LowChunks.Of(high);
    }
}
