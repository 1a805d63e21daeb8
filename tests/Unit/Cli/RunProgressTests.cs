using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

public class RunProgressTests
{
    [TestCase("web1:running web2:succeeded web3:accepted", "1/3 returned, waiting for web1, web3")]
    [TestCase("web1:failed web2:timed_out", "2/2 returned, waiting for ")]
    public void It_counts_who_has_ended_and_names_the_others(string targets, string expected) =>
        Assert.That(RunProgress.Line([.. targets.Split(' ').Select(one => one.Split(':')).Select(one => new TargetView { Minion = one[0], State = one[1] })]), Is.EqualTo(expected));

    [Test]
    public void A_line_is_drawn_no_wider_than_the_terminal_once_and_wiped_away_before_a_message()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextWriter.Null, error, () => TextReader.Null, isInteractive: true, Stream.Null, Stream.Null, width: () => 24);

        terminal.Erase();
        terminal.Draw("1/2 returned, waiting for web1\e[2J");
        terminal.Draw("1/2 returned, waiting for web1\e[2J");
        terminal.Say("a message");

        Assert.That(error.ToString(), Is.EqualTo("\r1/2 returned, waiting …\e[K\r\e[Ka message\n"));
    }

    [TestCase(true, false, true)]
    [TestCase(true, true, false)]
    [TestCase(false, false, false)]
    public void It_is_for_terminals_that_can_draw(bool isTerminal, bool isPlain, bool expected)
    {
        var terminal = new Terminal(
            TextWriter.Null, TextWriter.Null, () => TextReader.Null, isInteractive: false, Stream.Null, Stream.Null, isPlain: isPlain, hasErrorTerminal: isTerminal);
        Assert.That(RunProgress.IsWanted(terminal), Is.EqualTo(expected));
    }
}
