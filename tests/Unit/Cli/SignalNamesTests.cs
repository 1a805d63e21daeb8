using Salt.Cli.Jobs;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Cli;

public class SignalNamesTests
{
    [TestCase("15", 15)]
    [TestCase("64", 64)]
    [TestCase("TERM", 15)]
    [TestCase("SIGKILL", 9)]
    [TestCase("sigusr1", 10)]
    [TestCase("HUP", 1)]
    [TestCase("STOP", 19)]
    [TestCase("CONT", 18)]
    [TestCase("SYS", 31)]
    public void A_signal_goes_by_number_or_name(string text, int number) =>
        Assert.That(SignalNames.Parse(text), Is.EqualTo(number));

    [TestCase("0")]
    [TestCase("65")]
    [TestCase("-9")]
    [TestCase("SIG")]
    [TestCase("KILLL")]
    [TestCase("")]
    public void What_is_no_signal_is_refused(string text) =>
        Assert.That(() => SignalNames.Parse(text), Throws.TypeOf<SaltException>());
}
