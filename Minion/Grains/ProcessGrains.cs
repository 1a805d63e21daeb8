using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Minion.Accounts;
using Salt.Minion.Modules;
using Salt.Shared.Configuration;

namespace Salt.Minion.Grains;

/// <summary>Grains of the minion's own process.</summary>
internal static class ProcessGrains
{
    public static JsonObject Collect()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.DefaultPath;
        var grains = new JsonObject
        {
            ["pid"] = Environment.ProcessId,
            ["cwd"] = Environment.CurrentDirectory,
            ["path"] = path,
            ["systempath"] = new JsonArray([.. path.Split(':').Select(folder => (JsonNode)folder)]),
            ["shell"] = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } shell ? shell : "/bin/sh",
            ["ps"] = "ps -efHww",
            ["saltpath"] = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory),
            ["saltversion"] = ProductVersion.Text,
            ["saltversioninfo"] = new JsonArray(
                [.. ProductVersion.Text.Split('.').Select(part => (JsonNode)int.Parse(part, CultureInfo.InvariantCulture))]),
        };
        if (LocalAccounts.Own() is not { } account) return grains;
        grains["uid"] = account.Uid;
        grains["gid"] = account.Gid;
        grains["username"] = account.Name;
        if (LocalAccounts.GroupName(account.Gid) is { } group) grains["groupname"] = group;
        return grains;
    }
}
