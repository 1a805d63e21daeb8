using System.Runtime.InteropServices;
using Salt.Minion.Modules;
using Salt.Minion.Supervision;

namespace Salt.Minion.Accounts;

/// <summary>The users and groups of this machine: /etc/passwd and /etc/group.</summary>
internal static partial class LocalAccounts
{
    private const string Passwd = "/etc/passwd";
    private const string Group = "/etc/group";

    /// <summary>The user this process acts as.</summary>
    /// <returns>Null: it has no line in the password file.</returns>
    public static Account? Own()
    {
        var uid = EffectiveUid();
        return Account.Find(File.ReadAllText(Passwd), account => account.Uid == uid);
    }

    /// <summary>All users, in the order of the file.</summary>
    public static IReadOnlyList<Account> All() => [.. Account.All(File.ReadAllText(Passwd))];

    /// <summary>The names of the groups that a user is in; one without a name is left out.</summary>
    public static IReadOnlyList<string> GroupsOf(Account user)
    {
        var groups = File.ReadAllText(Group);
        return [.. user.Groups(groups).Select(gid => Account.FindGroupName(groups, gid)).OfType<string>()];
    }

    /// <exception cref="RefusedException">No such user.</exception>
    public static Account Get(string name) =>
        Account.Find(File.ReadAllText(Passwd), account => account.Name == name)
        ?? throw new RefusedException($"ERROR: User '{name}' is not available");

    /// <returns>Null: no such group.</returns>
    public static string? GroupName(uint gid) => Account.FindGroupName(File.ReadAllText(Group), gid);

    /// <param name="user">Null: the user this process acts as.</param>
    /// <param name="group">In place of the user's own group; null: that one.</param>
    /// <returns>Null: nobody else to become.</returns>
    /// <exception cref="RefusedException">No such group, or this process may not become anybody else.</exception>
    public static RunAs? Become(Account? user, string? group)
    {
        if (user is null && group is null) return null;
        var uid = EffectiveUid();
        if (uid != 0 && (group is not null || user!.Uid != uid))
        {
            throw new RefusedException($"ERROR: Cannot run as {Wanted(user, group)}: the minion does not run as root");
        }

        var groups = File.ReadAllText(Group);
        var become = user ?? Own() ?? new Account("root", uid, 0, "/", "/bin/sh");
        var gid = group is null
            ? become.Gid
            : Account.FindGroup(groups, group) ?? throw new RefusedException($"ERROR: Group '{group}' is not available");
        return uid == 0 ? new RunAs(become.Name, become.Uid, gid, become.Groups(groups)) : null;
    }

    private static string Wanted(Account? user, string? group) =>
        group is null ? $"user '{user!.Name}'" : $"group '{group}'";

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUid();
}
