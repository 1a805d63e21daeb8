using Salt.Tests.Integration.Minion;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Cuts a minion's link, silences it, or makes it slow.</summary>
internal sealed class BreakLink(string kind, string minion, TcpProxy link) : IDisturbance
{
    public const string Cut = "link cut";
    public const string Silence = "link silent";
    public const string Slow = "link slow";

    public static IReadOnlyList<string> Kinds { get; } = [Cut, Silence, Slow];

    public string Kind => kind;

    public string Part => $"{minion}/link";

    public int Weight => 1;

    public bool IsKill => false;

    public async Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        switch (kind)
        {
            case Cut:
                link.Cut();
                await Pause.BetweenAsync(0, 6, chance, stopping);
                link.Mend();
                break;
            case Silence:
                link.Freeze();
                break;
            case Slow:
                link.Delay = TimeSpan.FromMilliseconds(chance.Next(20, 800));
                await Pause.BetweenAsync(2, 8, chance, stopping);
                link.Delay = TimeSpan.Zero;
                break;
            default:
                throw new InvalidOperationException($"a link cannot be '{kind}'");
        }

        return true;
    }
}
