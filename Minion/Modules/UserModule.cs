using System.Text.Json.Nodes;
using Salt.Minion.Accounts;

namespace Salt.Minion.Modules;

/// <summary>The users of this machine.</summary>
internal static class UserModule
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        DaemonFunction.Answering("user.info", "Return user information; an empty map if there is no such user.", "user.info root",
            [new("name", ArgumentKind.Text, Required: true)], call => Info(call.Arguments.Text("name")!)),
        DaemonFunction.Answering("user.list_users", "Return a list of all users.", "user.list_users", [],
            _ => Names(LocalAccounts.All().Select(account => account.Name))),
    ];

    private static JsonObject Info(string name)
    {
        if (LocalAccounts.All().FirstOrDefault(account => account.Name == name) is not { } user) return [];
        return new JsonObject
        {
            ["fullname"] = user.FullName,
            ["gid"] = user.Gid,
            ["groups"] = Names(LocalAccounts.GroupsOf(user)),
            ["home"] = user.Home,
            ["name"] = user.Name,
            ["passwd"] = user.Password,
            ["shell"] = user.Shell,
            ["uid"] = user.Uid,
        };
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]);
}
