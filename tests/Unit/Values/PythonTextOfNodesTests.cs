using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Values;

/// <summary>Values in sentences are shown as Salt's users know them.</summary>
public class PythonTextOfNodesTests
{
    [TestCase("null", "None", "None")]
    [TestCase("true", "True", "True")]
    [TestCase("\"a\"", "'a'", "a")]
    [TestCase("1.50", "1.5", "1.50")]
    [TestCase("[1, null, {\"a\": false}]", "[1, None, {'a': False}]", "[1, None, {'a': False}]")]
    [TestCase("{\"it's\": [\"x\", 1.0]}", "{\"it's\": ['x', 1.0]}", "{\"it's\": ['x', 1.0]}")]
    public void A_value_is_written_as_Python_writes_it(string json, string repr, string text) =>
        Assert.That((PythonText.Repr(JsonNode.Parse(json)), ScalarText.Of(JsonNode.Parse(json))), Is.EqualTo((repr, text)));
}
