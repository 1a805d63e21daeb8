using Salt.Cli.Connection;
using Salt.Shared.Errors;

namespace Salt.Cli.Dev;

/// <summary>The folder of a cluster, before anything is written to it, read from it or run with it.</summary>
internal static class DevFolder
{
    /// <exception cref="SaltException">Denied: somebody else could have put there what is found, or could lead away what is
    /// made.</exception>
    public static void RequireTrust(string folder)
    {
        // A link may lead anywhere, and whoever made it need not own what it leads to.
        if (new FileInfo(folder).LinkTarget is { } target) throw Refusal(folder, $"it is a link, to {target}");
        if (File.Exists(folder)) throw Refusal(folder, "it is a file");
        switch (FolderTrust.Of(folder))
        {
            case Trust.Trusted:
                return;
            case Trust.NotYours:
                throw Refusal(folder, "it belongs to another user");
            case Trust.WritableByOthers:
                throw Refusal(folder, "others may write to it");
        }

        if (Parent(folder) is { } parent && !FolderTrust.IsSafeParent(parent))
            throw Refusal(folder, $"{parent}, which it would be made in, belongs to another user, or others may write to it");
    }

    // The nearest that exists.
    private static string? Parent(string folder)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder));
        while (parent is not null && !Directory.Exists(parent)) parent = Path.GetDirectoryName(parent);
        return parent;
    }

    private static SaltException Refusal(string folder, string why) =>
        new(Failure.Denied, $"{folder} is not a folder that only you may write to: {why}. Remove it, or use another with --root DIR");
}
