namespace Salt.Shared.Jobs;

/// <summary>Who issues jids: jids of masters end in an even digit and those of minions in an odd one, so that two of the same
/// microsecond are never the same, wherever jobs of both meet.</summary>
public enum JidSide
{
    Any,
    Master,
    Minion,
}
