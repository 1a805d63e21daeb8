using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grain <c>dns</c>, from resolv.conf(5).</summary>
internal static class ResolvConf
{
    public static JsonObject Parse(string text)
    {
        var nameservers = new List<string>();
        string[] search = [], options = [], sortlist = [];
        var domain = "";
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2) continue;
            switch (words[0])
            {
                case "nameserver": nameservers.Add(words[1]); break;
                case "domain": domain = words[1]; break;
                case "search": search = words[1..]; break;
                case "options": options = words[1..]; break;
                case "sortlist": sortlist = words[1..]; break;
            }
        }

        return new JsonObject
        {
            ["nameservers"] = List(nameservers),
            ["ip4_nameservers"] = List(nameservers.Where(address => !address.Contains(':'))),
            ["ip6_nameservers"] = List(nameservers.Where(address => address.Contains(':'))),
            ["sortlist"] = List(sortlist),
            ["domain"] = domain,
            ["search"] = List(search),
            ["options"] = List(options),
        };
    }

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}
