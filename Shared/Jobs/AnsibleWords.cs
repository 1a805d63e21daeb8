namespace Salt.Shared.Jobs;

/// <summary>What Ansible says, and scripts of its users look for.</summary>
public static class AnsibleWords
{
    /// <summary>A job that was ended by the limit that it was given with <c>-B</c>.</summary>
    public static string Limit(long seconds) => $"async task did not complete within the requested time - {seconds}s";
}
