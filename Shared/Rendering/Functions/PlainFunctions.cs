using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Output;
using Salt.Shared.Rendering.Filters;
using Salt.Shared.Targeting;

namespace Salt.Shared.Rendering.Functions;

/// <summary>Functions that need nothing but their arguments and the minion's data: paths, log, targets, addresses, tests.</summary>
/// <param name="log">Takes what templates log.</param>
internal sealed class PlainFunctions(ILogger log)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly string[] Kinds = ["glob", "list", "pcre", "grain", "grain_pcre", "pillar", "pillar_pcre", "ipcidr", "compound"];

    public IEnumerable<RenderFunction> All =>
    [
        Log("debug", LogLevel.Debug),
        Log("info", LogLevel.Information),
        Log("warning", LogLevel.Warning),
        Log("error", LogLevel.Error),
        Log("critical", LogLevel.Critical),
        new("file.dirname", ["path"], (_, a) => DirectoryName(PythonString.Str(a[0]))),
        new("file.basename", ["path"], (_, a) => PythonString.Str(a[0])[(PythonString.Str(a[0]).LastIndexOf('/') + 1)..]),
        new("file.join", ["*parts"], (_, a) => PosixPath.Join(((PyTuple)a[0]!).Select(PythonString.Str))),
        new("file.normpath", ["path"], (_, a) => PosixPath.Normal(PythonString.Str(a[0]))),
        .. Kinds.Select(kind => new RenderFunction($"match.{kind}", ["tgt", "minion_id?", "delimiter?"], (subject, a) => Matches(subject, kind, a))),
        new("match.filter_by", ["lookup", "tgt_type?", "minion_id?", "merge?", "merge_lists?", "default?"], (subject, a) => FilterByTarget(subject, a)),
        new("network.ip_addrs", ["interface?", "include_loopback?", "cidr?", "type?"], (subject, a) => Addresses(subject, "ip4_interfaces", a)),
        new("network.ip_addrs6", ["interface?", "include_loopback?", "cidr?"], (subject, a) => Addresses(subject, "ip6_interfaces", a)),
        new("network.ipaddrs", ["interface?", "include_loopback?", "cidr?", "type?"], (subject, a) => Addresses(subject, "ip4_interfaces", a)),
        new("network.hw_addr", ["iface"], (subject, a) => Traversal.Find(subject.Grains, "hwaddr_interfaces", ":", null) is PyDict all ? all.GetOr(a[0], null) : null),
        new("network.get_hostname", [], (subject, _) => subject.Grains.GetOr("host", "")),
        new("network.in_subnet", ["cidr"], (subject, a) => Addresses(subject, "ip4_interfaces", [Missing.Value, true, a[0]]).Count > 0),
        new("network.ip_in_subnet", ["ip_addr", "cidr"], (_, a) => IsIn(PythonString.Str(a[0]), PythonString.Str(a[1]))),
        new("network.calc_net", ["ip_addr", "netmask?"], (_, a) => Networks.Of(PythonString.Str(a[0]), a[1] is Missing or null ? null : PythonString.Str(a[1]))),
        new("network.is_loopback", ["ip_addr"], (_, a) => System.Net.IPAddress.TryParse(PythonString.Str(a[0]), out var address) && System.Net.IPAddress.IsLoopback(address)),
        new("random.get_str", ["length?", "chars?", "lowercase?", "uppercase?", "digits?", "punctuation?"], (_, a) =>
            RandomNumberGenerator.GetString(a[1] is Missing or null ? Letters : PythonString.Str(a[1]), a[0] is long length ? (int)Math.Clamp(length, 1, 100_000) : 20)),
        new("random.rand_int", ["start?", "end?", "seed?"], (_, a) => PythonNumbers.Box(RandomNumberGenerator.GetInt32(a[0] is long from ? (int)from : 1, a[1] is long to ? (int)to : 10))),
        new("pkg.version_cmp", ["pkg1", "pkg2", "ignore_epoch?"], (_, a) => PythonNumbers.Box(DebianVersion.Compare(PythonString.Str(a[0]), PythonString.Str(a[1])))),
        new("test.ping", [], (_, _) => true),
        new("test.echo", ["text"], (_, a) => a[0]),
        new("test.true_", [], (_, _) => true),
        new("test.false_", [], (_, _) => false),
        new("mine.get", ["tgt", "fun", "tgt_type?", "exclude_minion?"], (_, a) =>
        {
            if (log.IsEnabled(LogLevel.Warning)) log.NoMine(PythonString.Str(a[1]));
            return new PyDict();
        }),
    ];

    private RenderFunction Log(string name, LogLevel level) => new($"log.{name}", ["message"], (_, a) =>
    {
        if (log.IsEnabled(level)) log.Template(level, PythonString.Str(a[0]));
        return true;
    });

    private static string DirectoryName(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0) return "";
        var head = path[..(slash + 1)];
        return head.Trim('/').Length == 0 ? head : head.TrimEnd('/');
    }

    private static bool Matches(RenderSubject subject, string kind, object?[] a)
    {
        var delimiter = a[2] is Missing or null ? ':' : PythonString.Str(a[2])[0];
        var tgt = kind == "list" && a[0] is List<object?> ids ? string.Join(',', ids.Select(PythonString.Str)) : PythonString.Str(a[0]);
        return Matches(subject, kind, tgt, a[1] is Missing or null ? subject.Id : PythonString.Str(a[1]), delimiter);
    }

    private static bool Matches(RenderSubject subject, string kind, string tgt, string id, char delimiter)
    {
        if (!MinionId.TryParse(id, out var minion)) throw TemplateException.Value($"'{id}' is not a minion id");
        try
        {
            var target = Target.Parse(kind, tgt, TargetContext.None with { Delimiter = delimiter });
            return target.Matches(new TargetSubject(minion, JsonText.Of(PythonData.ToJson(subject.Grains)), JsonText.Of(PythonData.ToJson(subject.Pillar))));
        }
        catch (SaltException e)
        {
            throw TemplateException.Value(e.Message);
        }
    }

    private static object? FilterByTarget(RenderSubject subject, object?[] a)
    {
        if (a[0] is not PyDict table) throw TemplateException.Type("filter_by needs a dict");
        var kind = a[1] is Missing ? "compound" : PythonString.Str(a[1]);
        var id = a[2] is Missing or null ? subject.Id : PythonString.Str(a[2]);
        var found = table.FirstOrDefault(entry => entry.Key is string tgt && Matches(subject, kind, tgt, id, ':'));
        var value = found.Key is null ? table.GetOr(a[5] is Missing ? "default" : a[5], null) : found.Value;
        var mergeLists = a[4] is not Missing && PythonSequences.Truth(a[4]);
        return a[3] is PyDict merge ? value is PyDict under ? DictMerge.Recurse(under, merge, mergeLists) : merge : value;
    }

    private static List<object?> Addresses(RenderSubject subject, string grain, object?[] a)
    {
        List<object?> addresses = [];
        if (subject.Grains.GetOr(grain, null) is not PyDict interfaces) return addresses;
        var wanted = a[0] is Missing or null ? null : PythonString.Str(a[0]);
        var withLoopback = a[1] is not Missing && PythonSequences.Truth(a[1]);
        var cidr = a[2] is Missing or null ? null : PythonString.Str(a[2]);
        foreach (var (name, own) in interfaces)
        {
            if (wanted is not null && !new Glob(wanted).IsMatch(PythonString.Str(name))) continue;
            foreach (var address in PythonSequences.Iterate(own).Select(PythonString.Str))
            {
                if (!withLoopback && System.Net.IPAddress.TryParse(address, out var parsed) && System.Net.IPAddress.IsLoopback(parsed)) continue;
                if (cidr is null || IsIn(address, cidr)) addresses.Add(address);
            }
        }

        return [.. addresses.Distinct().OrderBy(address => (string)address!, StringComparer.Ordinal)];
    }

    private static bool IsIn(string address, string cidr) => NetworkFilters.TryNetwork(cidr, out var network, out var prefix)
        && System.Net.IPAddress.TryParse(address, out var parsed)
        && parsed.AddressFamily == network.AddressFamily
        && Networks.Contains(network, prefix ?? (network.GetAddressBytes().Length * 8), parsed);
}
