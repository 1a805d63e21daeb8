using Salt.Jinja;
using Salt.Jinja.Values;

namespace Salt.Tests.Unit.Jinja;

internal sealed class SignatureTests
{
    [TestCase("f(1, 2)", "1 (2,) {}")]
    [TestCase("f(1)", "1 () {}")]
    [TestCase("f(a=1)", "1 () {}")]
    [TestCase("f(1, 2, 3, b=4, args=5)", "1 (2, 3) {'b': 4, 'args': 5}")]
    public void Further_values_and_names_go_into_the_last_two(string call, string bound) =>
        Assert.That(Render(call, ["a", "*args", "**kwargs"]), Is.EqualTo(bound));

    [TestCase("f(b=1, a=2)", "2 {'b': 1}")]
    public void Names_alone_may_go_on(string call, string bound) => Assert.That(Render(call, ["a", "**kwargs"]), Is.EqualTo(bound));

    [TestCase("f(1, 2)", "f() takes 1 positional arguments but 2 were given")]
    [TestCase("f(b=1)", "f() missing 1 required positional argument: 'a'")]
    [TestCase("f(1, a=1)", "f() got multiple values for argument 'a'")]
    public void What_does_not_fit_is_said_as_in_Python(string call, string sentence) =>
        Assert.That(() => Render(call, ["a", "**kwargs"]), Throws.InstanceOf<TemplateException>().With.Message.EqualTo(sentence));

    private static string Render(string call, string[] parameters)
    {
        var environment = new JinjaEnvironment(new JinjaOptions());
        environment.Globals["f"] = new NativeFunction("f", parameters, values => string.Join(' ', values.Select(PythonString.Str)));
        return environment.Render(environment.Compile("t", "{{ " + call + " }}"), new Dictionary<string, object?>());
    }
}
