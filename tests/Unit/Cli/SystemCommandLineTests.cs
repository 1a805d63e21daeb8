using System.CommandLine;
using Salt.Cli.Frame;

namespace Salt.Tests.Unit.Cli;

/// <summary>Where System.CommandLine by itself goes by other rules than ours: why <see cref="WordRules"/> is there. A case that
/// fails after an update of the package is one that can be left to it.</summary>
public class SystemCommandLineTests
{
    private readonly Argument<string[]> _words = new("word") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _time = new("--timeout", "-t") { Arity = ArgumentArity.ExactlyOne };
    private readonly Option<bool> _doc = new("--doc", "-d") { Arity = ArgumentArity.Zero };

    [Test]
    public void It_takes_a_misspelt_option_for_an_operand() => Assert.That(Operands("web* test.ping --tiemout"), Does.EndWith("|--tiemout"));

    [Test]
    public void It_takes_an_unknown_short_option_before_the_function_for_an_operand() => Assert.That(Operands("-x web* test.ping"), Is.EqualTo("-x|web*|test.ping"));

    [Test]
    public void Bundling_takes_the_functions_words_for_ours() =>
        Assert.That(Operands("web* cmd.run ls -tla", new ParserConfiguration { EnablePosixBundling = true }), Is.EqualTo("web*|cmd.run|ls"));

    [Test]
    public void Without_bundling_no_value_is_attached() => Assert.That(Operands("web* test.ping -t5"), Does.EndWith("|-t5"));

    [Test]
    public void A_colon_breaks_a_word() => Assert.That(Operands("web* cmd.run nmap -d:3"), Is.EqualTo("web*|cmd.run|nmap|3"));

    [Test]
    public void A_flag_leaves_its_value_among_the_operands() => Assert.That(Operands("web* test.ping --doc=x"), Does.EndWith("|x"));

    [Test]
    public void Completion_offers_every_operands_values_at_every_place()
    {
        var command = new Command("run");
        foreach (var (name, value) in new[] { ("TARGET", "web1"), ("FUN", "test.ping") })
        {
            var operand = new Argument<string>(name);
            operand.CompletionSources.Add(value);
            command.Add(operand);
        }

        Assert.That(command.Parse(["*", ""]).GetCompletions().Select(item => item.Label), Does.Contain("web1").And.Contain("test.ping"));
    }

    private string Operands(string line, ParserConfiguration? configuration = null)
    {
        var command = new Command("run") { _words, _time, _doc };
        return string.Join('|', command.Parse(line.Split(' '), configuration ?? WordParser.Configuration).GetResult(_words)!.Tokens.Select(token => token.Value));
    }
}
