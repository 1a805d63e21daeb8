using Salt.Minion.Supervision;
using Salt.Shared.Identities;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Chaos.Checking;

/// <summary>The cgroups of a minion's jobs.</summary>
internal static class JobGroups
{
    private static readonly string[] Mounts = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"];

    public static IEnumerable<string> Of(Cluster cluster, string minion) => HomesOf(cluster, minion).SelectMany(Directory.GetDirectories);

    /// <summary>Removes those that are empty, when the supervisors that would have done it are gone.</summary>
    public static void RemoveAll(Cluster cluster, string minion)
    {
        foreach (var home in HomesOf(cluster, minion).ToList())
        {
            foreach (var group in Directory.GetDirectories(home)) Remove(group);
            Remove(home);
        }
    }

    private static IEnumerable<string> HomesOf(Cluster cluster, string minion)
    {
        var own = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..].TrimEnd('/');
        if (own is null) return [];
        var name = CgroupName.Of(cluster.MinionRoot(minion), MinionId.Parse(minion));
        return Mounts.Select(mount => $"{mount}{own}/{name}").Where(Directory.Exists);
    }

    private static void Remove(string group)
    {
        try
        {
            // rmdir: what a cgroup shows as its files is not in the way.
            Directory.Delete(group);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"salt-chaos: {group} stays: {e.Message}");
        }
    }
}
