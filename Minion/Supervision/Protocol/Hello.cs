namespace Salt.Minion.Supervision.Protocol;

/// <summary>The supervisor introduces itself.</summary>
/// <param name="Version">What it speaks. Fields are only ever added and unknown ones ignored; the number grows when the
/// meaning of something changes, and a daemon speaks every older one.</param>
/// <param name="Pid">Of the supervisor.</param>
internal sealed record Hello(int Version, int Pid)
{
    public const int Current = 1;
}
