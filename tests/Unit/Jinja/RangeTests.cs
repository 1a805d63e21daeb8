using Salt.Jinja;

namespace Salt.Tests.Unit.Jinja;

internal sealed class RangeTests
{
    // A part of a range is a range: what Python prints of it.
    [TestCase("range(5, 0, -2)[::-1]", "range(1, 7, 2)")]
    [TestCase("range(10)[2:8:3]", "range(2, 8, 3)")]
    [TestCase("range(10)[-3:]", "range(7, 10)")]
    [TestCase("range(0)[::-1]", "range(-1, -1, -1)")]
    [TestCase("range(3)[5:]", "range(3, 3)")]
    [TestCase("range(10)[8:2:-2] | list", "[8, 6, 4]")]
    [TestCase("range(5, 0, -2)[1:] | list", "[3, 1]")]
    public void A_slice_of_a_range_is_one(string expression, string printed)
    {
        var environment = new JinjaEnvironment(new JinjaOptions());
        Assert.That(environment.Render(environment.Compile("t", $"{{{{ {expression} }}}}"), new Dictionary<string, object?>()), Is.EqualTo(printed));
    }
}
