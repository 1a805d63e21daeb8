namespace Salt.Master.Pillar;

/// <summary>A pillar that was compiled before.</summary>
/// <param name="Grains">Those that it was compiled with, UTF-8 JSON.</param>
/// <param name="Reading">The files that it was made of.</param>
internal sealed record KeptPillar(PillarAnswer Answer, ReadOnlyMemory<byte> Grains, PillarReading Reading)
{
    /// <summary>Compiled again, it would be the same.</summary>
    public bool Holds(ReadOnlyMemory<byte> grains, PillarFiles files) => Grains.Span.SequenceEqual(grains.Span) && Reading.IsCurrent(files);
}
