using System.Text;
using System.Text.Json;
using Salt.Shared.Output;

namespace Salt.Tests.Unit.Output;

/// <summary>What an outputter prints.</summary>
internal static class Printed
{
    public static JsonElement Json(string text) => JsonText.Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Data that stands alone.</summary>
    public static string Data(string format, string json)
    {
        using var writer = new StringWriter();
        Outputters.Find(format, writer, coloured: false)!.Write(Json(json));
        return writer.ToString();
    }

    /// <summary>Returns of minions, one behind the other.</summary>
    public static string Returns(string format, params (string Name, string Json)[] returns)
    {
        using var writer = new StringWriter();
        var outputter = Outputters.Find(format, writer, coloured: false)!;
        foreach (var (name, json) in returns) outputter.WriteReturn(name, Json(json), failed: false);
        outputter.EndReturns();
        return writer.ToString();
    }
}
