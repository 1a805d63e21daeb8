using Salt.Cli.Frame;
using Salt.Shared.Configuration;

namespace Salt.Cli.Connection;

/// <summary>Finds the cluster that a command is for: by <c>--root</c> or <c>-c</c>, by a <c>.salt</c> folder in or above
/// the working directory, or the system's own.</summary>
internal static class ClusterLocator
{
    /// <param name="say">Takes what the user should know about a <c>.salt</c> folder that was found.</param>
    public static Cluster Locate(Words words, string workingDirectory, Action<string> say)
    {
        var root = words.ValueOf(CommonOptions.Root);
        var configDir = words.ValueOf(CommonOptions.ConfigDir);
        return Cluster.Of(root ?? (configDir is null ? DevFolderAbove(workingDirectory, say) : null), configDir);
    }

    private static string? DevFolderAbove(string workingDirectory, Action<string> say)
    {
        for (var folder = workingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, Layout.DevFolder);
            switch (FolderTrust.Of(candidate))
            {
                case Trust.Missing:
                    continue;
                case Trust.Trusted:
                    say($"Using the cluster in {candidate}");
                    return candidate;
                case Trust.NotYours:
                    say($"{candidate} is ignored: it belongs to another user");
                    break;
                case Trust.WritableByOthers:
                    say($"{candidate} is ignored: others may write to it");
                    break;
            }
        }

        return null;
    }
}
