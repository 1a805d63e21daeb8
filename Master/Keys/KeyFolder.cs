using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>
/// The keys on disk, under the names Salt gives the folders: <c>minions/ID</c> accepted, <c>minions_pre/ID</c> pending,
/// <c>minions_rejected/ID</c>, and <c>minions_denied/ID/FINGERPRINT</c>, since an id may have several denied ones.
/// </summary>
public sealed class KeyFolder(KeysOptions options, ILogger<KeyFolder> log)
{
    /// <summary>Where files go that cannot be read, under their own relative path.</summary>
    private const string SetAside = "set_aside";

    /// <summary>
    /// All keys. If an operator's copy or a crash left an id in several folders, rejected counts before accepted,
    /// and accepted before pending.
    /// </summary>
    internal IReadOnlyList<MinionKey> Load()
    {
        foreach (var state in Enum.GetValues<KeyState>()) PrivateFile.CreateFolder(FolderOf(state));
        Dictionary<MinionId, MinionKey> current = [];
        foreach (var state in new[] { KeyState.Rejected, KeyState.Accepted, KeyState.Pending })
        {
            foreach (var path in Files(FolderOf(state)))
            {
                if (Read(path, Path.GetFileName(path), state) is not { } key) continue;
                if (!current.TryAdd(key.Id, key)) PutAside(path, $"the id is in {Name(current[key.Id].State)} too");
            }
        }

        return [.. current.Values, .. Directory.EnumerateDirectories(FolderOf(KeyState.Denied)).SelectMany(Denied)];
    }

    internal void Write(MinionKey key) => PrivateFile.Write(PathOf(key), MinionKeyFile.Format(key));

    internal void Remove(MinionKey key)
    {
        File.Delete(PathOf(key));
        RemoveIfEmpty(key);
    }

    /// <summary>One rename: at every moment the key stands in exactly one place.</summary>
    internal void Move(MinionKey from, MinionKey to)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(PathOf(to))!);
        File.Move(PathOf(from), PathOf(to), overwrite: true);
        RemoveIfEmpty(from);
    }

    private static string Name(KeyState state) => state switch
    {
        KeyState.Accepted => "minions",
        KeyState.Pending => "minions_pre",
        KeyState.Rejected => "minions_rejected",
        _ => "minions_denied",
    };

    private string FolderOf(KeyState state) => Path.Combine(options.Folder, Name(state));

    private string PathOf(MinionKey key) => key.State == KeyState.Denied
        ? Path.Combine(FolderOf(key.State), key.Id.ToString(), key.Fingerprint.ToHex())
        : Path.Combine(FolderOf(key.State), key.Id.ToString());

    private IEnumerable<MinionKey> Denied(string idFolder)
    {
        foreach (var path in Files(idFolder))
        {
            if (Read(path, Path.GetFileName(idFolder), KeyState.Denied) is not { } key) continue;
            if (key.Fingerprint.ToHex() == Path.GetFileName(path)) yield return key;
            else PutAside(path, "its name is not its key's fingerprint");
        }
    }

    /// <summary>The files of a folder, less what a killed program left half written.</summary>
    private static List<string> Files(string path)
    {
        var files = Directory.GetFiles(path);
        foreach (var leftover in files.Where(PrivateFile.IsTemporary)) File.Delete(leftover);
        return [.. files.Where(f => !PrivateFile.IsTemporary(f))];
    }

    private MinionKey? Read(string path, string name, KeyState state)
    {
        if (!MinionId.TryParse(name, out var id))
        {
            PutAside(path, $"'{name}' is not a minion id");
            return null;
        }

        if (MinionKeyFile.TryParse(File.ReadAllText(path), id, state, out var key)) return key;
        PutAside(path, "it holds no public key");
        return null;
    }

    private void PutAside(string path, string reason)
    {
        var target = Path.Combine(options.Folder, SetAside, Path.GetRelativePath(options.Folder, path));
        PrivateFile.CreateFolder(Path.GetDirectoryName(target)!);
        File.Move(path, target, overwrite: true);
        log.KeyFileSetAside(path, reason, target);
    }

    private void RemoveIfEmpty(MinionKey key)
    {
        if (key.State != KeyState.Denied) return;
        var idFolder = Path.GetDirectoryName(PathOf(key))!;
        if (Directory.Exists(idFolder) && !Directory.EnumerateFileSystemEntries(idFolder).Any()) Directory.Delete(idFolder);
    }
}
