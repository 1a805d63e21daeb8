using System.Globalization;

namespace Salt.Minion.Accounts;

/// <summary>A user of this machine, as in passwd(5).</summary>
internal sealed record Account(string Name, uint Uid, uint Gid, string Home, string Shell)
{
    /// <summary>What stands for the password, mostly an x.</summary>
    public string Password { get; init; } = "x";

    /// <summary>The first part of the comment.</summary>
    public string FullName { get; init; } = "";

    /// <param name="passwd">Text of the password file.</param>
    public static Account? Find(string passwd, Func<Account, bool> matches) =>
        All(passwd).FirstOrDefault(matches);

    /// <inheritdoc cref="Find"/>
    public static IEnumerable<Account> All(string passwd) => passwd.Split('\n').Select(Parse).OfType<Account>();

    /// <param name="group">Text of the group file, as in group(5).</param>
    /// <returns>The groups the user is in, its own first.</returns>
    public IReadOnlyList<uint> Groups(string group) =>
    [
        .. group.Split('\n').Select(line => line.Split(':'))
            .Where(fields => fields.Length == 4 && fields[3].Split(',').Contains(Name))
            .Select(fields => uint.TryParse(fields[2], CultureInfo.InvariantCulture, out var gid) ? gid : Gid)
            .Prepend(Gid)
            .Distinct(),
    ];

    /// <returns>Null: no such group.</returns>
    public static string? FindGroupName(string group, uint gid) =>
        group.Split('\n').Select(line => line.Split(':'))
            .Where(fields => fields.Length == 4 && fields[2] == gid.ToString())
            .Select(fields => fields[0])
            .FirstOrDefault();

    /// <returns>Null: no such group.</returns>
    public static uint? FindGroup(string group, string name) =>
        group.Split('\n').Select(line => line.Split(':'))
            .Where(fields => fields.Length == 4 && fields[0] == name)
            .Select(fields => uint.TryParse(fields[2], CultureInfo.InvariantCulture, out var gid) ? gid : (uint?)null)
            .FirstOrDefault();

    private static Account? Parse(string line) =>
        line.Split(':') is [var name, var password, var uidText, var gidText, var comment, var home, var shell]
        && uint.TryParse(uidText, CultureInfo.InvariantCulture, out var uid)
        && uint.TryParse(gidText, CultureInfo.InvariantCulture, out var gid)
            ? new Account(name, uid, gid, home, shell) { Password = password, FullName = comment.Split(',')[0] }
            : null;
}
