using System.Globalization;
using Salt.Jinja.Values;

namespace Salt.Minion.Rendering;

/// <summary>The users and groups of this machine, as its files say.</summary>
internal static class Users
{
    /// <returns>Empty: there is no such user.</returns>
    public static PyDict Info(string name)
    {
        if (Lines("/etc/passwd").FirstOrDefault(fields => fields.Length == 7 && fields[0] == name) is not { } user) return [];
        var groups = Lines("/etc/group").Where(fields => fields.Length == 4).ToList();
        var own = groups.Where(fields => fields[2] == user[3] || fields[3].Split(',').Contains(name)).Select(fields => (object?)fields[0]).Order().ToList();
        return new PyDict
        {
            ["fullname"] = user[4].Split(',')[0],
            ["gid"] = PythonNumbers.Box(long.Parse(user[3], CultureInfo.InvariantCulture)),
            ["groups"] = own,
            ["home"] = user[5],
            ["name"] = name,
            ["passwd"] = user[1],
            ["shell"] = user[6],
            ["uid"] = PythonNumbers.Box(long.Parse(user[2], CultureInfo.InvariantCulture)),
        };
    }

    public static List<object?> Names() => [.. Lines("/etc/passwd").Select(fields => fields[0]).Order(StringComparer.Ordinal)];

    private static IEnumerable<string[]> Lines(string file) => File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(':'));
}
