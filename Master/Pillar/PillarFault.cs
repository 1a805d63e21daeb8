namespace Salt.Master.Pillar;

/// <summary>A pillar cannot be made: the message names file, line and cause.</summary>
internal sealed class PillarFault(string message) : Exception(message)
{
    /// <param name="line">From 1.</param>
    public static PillarFault At(string file, int line, string cause) => new($"{file}, line {line}: {cause}");
}
