using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Values;

public class TraverseTests
{
    private const string Data = """{"a":{"b":["x",{"c":1},{"d":null}]},"0":"zero","n":null}""";

    [TestCase("a:b:0", "\"x\"")]
    [TestCase("a:b:-1:d", "null")]
    [TestCase("a:b:c", "1")]
    [TestCase("0", "\"zero\"")]
    [TestCase("n", "null")]
    [TestCase("a:b:3", null)]
    [TestCase("a:b:-4", null)]
    [TestCase("a:b:nosuch", null)]
    [TestCase("a:b:0:x", null)]
    [TestCase("n:x", null)]
    [TestCase("", null)]
    public void A_path_goes_through_maps_and_lists(string path, string? found)
    {
        var inElement = Traverse.TryFind(JsonElement.Parse(Data), path, out var element);
        var inNode = Traverse.TryFind(JsonNode.Parse(Data), path, out var node);
        Assert.Multiple(() =>
        {
            Assert.That(inElement ? element.GetRawText() : null, Is.EqualTo(found));
            Assert.That(inNode ? node?.ToJsonString() ?? "null" : null, Is.EqualTo(found));
        });
    }
}
