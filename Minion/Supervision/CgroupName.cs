using System.Security.Cryptography;
using System.Text;
using Salt.Shared.Identities;

namespace Salt.Minion.Supervision;

/// <summary>Name of the cgroup that holds the jobs of one minion, told from those of others on the machine.</summary>
public static class CgroupName
{
    private const int HashBytes = 6;

    /// <param name="root">The minion's root folder; empty: the system's.</param>
    public static string Of(string root, MinionId id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{root}\0{id}"));
        return "salt-" + Convert.ToHexStringLower(hash, 0, HashBytes);
    }
}
