using Salt.Jinja;
using Salt.Jinja.Values;

namespace Salt.Tests.Unit.Jinja;

internal sealed class UndefinedTests
{
    // Found by the differential test: only an undefined that can be chained knows how to write itself as HTML.
    [TestCase(UndefinedKind.Default, "False")]
    [TestCase(UndefinedKind.Strict, "False")]
    [TestCase(UndefinedKind.Debug, "False")]
    [TestCase(UndefinedKind.Chainable, "True")]
    public void Whether_one_is_escaped_depends_on_its_kind(UndefinedKind kind, string answer)
    {
        var environment = new JinjaEnvironment(new JinjaOptions { Undefined = kind });
        Assert.That(environment.Render(environment.Compile("t", "{{ nosuch is escaped }}"), new Dictionary<string, object?>()), Is.EqualTo(answer));
    }
}
