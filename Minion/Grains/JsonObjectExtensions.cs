using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

internal static class JsonObjectExtensions
{
    /// <summary>Moves every member over; one that is there already is replaced.</summary>
    public static void Take(this JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from.ToList())
        {
            from.Remove(name);
            into[name] = value;
        }
    }
}
