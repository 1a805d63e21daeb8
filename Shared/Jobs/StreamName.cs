namespace Salt.Shared.Jobs;

/// <summary>The streams that a job prints to. A job that prints both into one has only the first.</summary>
public enum StreamName
{
    Stdout,
    Stderr,
}
