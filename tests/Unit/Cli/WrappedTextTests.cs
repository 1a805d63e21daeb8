using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

public class WrappedTextTests
{
    private const string Refusal = "Passed invalid arguments to cmd.run: run() missing 1 required positional argument: 'cmd'; usage: cmd.run(cmd, cwd=None, stdin=None, runas=None)";

    [TestCase("a bb ccc dddd", 6, "a bb\nccc\ndddd")]
    [TestCase("one\ntwo three", 5, "one\ntwo\nthree")]
    [TestCase("unbreakable it is", 4, "unbreakable\nit\nis")]
    [TestCase("", 10, "")]
    public void It_is_broken_between_words(string text, int width, string expected) => Assert.That(WrappedText.Of(text, width), Is.EqualTo(expected));

    [TestCase(true, 40)]
    [TestCase(true, 80)]
    [TestCase(false, 40)]
    public void A_usage_error_fits_the_terminal_and_is_itself_elsewhere(bool isInteractive, int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, TextWriter.Null, () => TextReader.Null, isInteractive, Stream.Null, Stream.Null, width: () => width);
        var report = new RunReport(Outputters.FindOrNested("nested", output, coloured: false, _ => { }), terminal, new RunDisplay());
        report.Apply(new JobEvent { Submitted = new JobView { Jid = "20261121010203000004", Targets = { "web1" } } });
        report.Apply(new JobEvent { Target = new TargetView { Minion = "web1", State = "refused", Reason = Refusal, Retcode = 1 } });

        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.That(string.Join(' ', lines[1..].Select(line => line.Trim())), Is.EqualTo(Refusal));
        if (isInteractive) Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(width));
        else Assert.That(lines, Has.Length.EqualTo(2));
    }
}
