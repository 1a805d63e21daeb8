using Salt.Minion.Modules;
using Salt.Minion.Modules.Cmd;

namespace Salt.Tests.Unit.Modules.Cmd;

internal sealed class UmaskTests
{
    [TestCase("022", 18)]
    [TestCase("22", 18)]
    [TestCase("0077", 63)]
    [TestCase("777", 511)]
    public void It_is_octal(string text, int expected) => Assert.That(Umask.Parse(text), Is.EqualTo(expected));

    [TestCase("0", "ERROR: Zero umask is not allowed.")]
    [TestCase("000", "ERROR: Zero umask is not allowed.")]
    [TestCase("", "ERROR: Invalid umask: ''")]
    [TestCase("8", "ERROR: Invalid umask: '8'")]
    [TestCase("1000", "ERROR: Invalid umask: '1000'")]
    [TestCase("77777777777777777777", "ERROR: Invalid umask: '77777777777777777777'")]
    [TestCase("u=rwx", "ERROR: Invalid umask: 'u=rwx'")]
    public void What_is_none_is_refused(string text, string message) =>
        Assert.That(() => Umask.Parse(text), Throws.InstanceOf<RefusedException>().With.Message.EqualTo(message));
}
