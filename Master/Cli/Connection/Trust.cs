namespace Salt.Cli.Connection;

/// <summary>Whether a folder that was merely found may decide which master is asked.</summary>
internal enum Trust
{
    Missing,
    Trusted,
    NotYours,
    WritableByOthers,
}
