using System.Text;
using System.Text.Json.Nodes;
using Salt.Minion.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

public sealed class ReturnTextTests
{
    [TestCase("null")]
    [TestCase("true")]
    [TestCase("12345678901234567890123")]
    [TestCase("""{"b":1,"a":[1.50,"é"]}""")]
    public void A_return_keeps_its_order_and_its_numbers(string json) =>
        Assert.That(Text(JsonNode.Parse(json), 1000), Is.EqualTo(json));

    [Test]
    public void A_text_over_the_limit_keeps_head_and_tail_and_counts_the_rest()
    {
        var cut = JsonNode.Parse(Text("begin" + new string('x', 1000) + "end", 200))!.GetValue<string>();

        Assert.That(cut, Does.StartWith("begin").And.EndsWith("end").And.Match(@"\n\[\d+ characters left out\]\n"));
    }

    [Test]
    public void Another_value_over_the_limit_becomes_text()
    {
        var list = new JsonArray([.. Enumerable.Range(0, 500).Select(number => (JsonNode)number)]);

        Assert.That(JsonNode.Parse(Text(list, 300))!.GetValue<string>(), Does.StartWith("[0,1,2").And.EndsWith("499]"));
    }

    [FsCheck.NUnit.Property]
    public bool What_is_cut_fits_and_is_JSON(string text)
    {
        const int max = 120;
        var cut = Text(text + new string('\u0001', 100) + text, max);
        return Encoding.UTF8.GetByteCount(cut) <= max && JsonNode.Parse(cut) is not null;
    }

    private static string Text(JsonNode? value, long max) => Encoding.UTF8.GetString(ReturnText.Of(value, max).Span);
}
