using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Where and how a command's data is written.</summary>
[Parallelizable]
internal sealed class OutputOptionTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync(1);

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [TestCase("--out json --out-indent 0", "{\"minion1\":[1,\"a\"]}\n")]
    [TestCase("--out json --output-indent 2", "{\n  \"minion1\": [\n    1,\n    \"a\"\n  ]\n}\n")]
    [TestCase("--out json", "{\n    \"minion1\": [\n        1,\n        \"a\"\n    ]\n}\n")]
    [TestCase("--out=pprint", "{'minion1': [1, 'a']}\n")]
    [TestCase("--out newline_values_only", "1\na\n")]
    [TestCase("--out no_out", "")]
    [TestCase("--out table", "minion1:\n----------\n    -----\n    | 1 |\n    | a |\n    -----\n")]
    [TestCase("--out key", "minion1:\n    - 1\n    - a\n")]
    public async Task A_return_is_laid_out_as_asked(string options, string expected)
    {
        var result = await _cluster.CliAsync(["run", .. options.Split(' '), "*", "test.echo", "[1, a]"]);
        Assert.That((result.Exit, result.Out, result.Error), Is.EqualTo((0, expected, "")));
    }

    [TestCase("--out-indent", "many")]
    [TestCase("--output-indent", "1.5")]
    public async Task An_indent_is_a_number(string option, string value)
    {
        var result = await _cluster.CliAsync("run", "--out", "json", $"{option}={value}", "*", "test.ping");
        Assert.That((result.Exit, result.Out), Is.EqualTo((ExitCodes.Usage, "")), result.ToString());
        Assert.That(result.Error, Does.Contain("--out-indent takes a whole number"));
    }

    [Test]
    public async Task Data_goes_into_a_file_and_messages_do_not()
    {
        var file = Path.Combine(_cluster.Root, "out.txt");
        var first = await _cluster.CliAsync("run", "--out-file", file, "*", "cmd.run", "echo one; exit 3");
        Assert.That((first.Exit, first.Out), Is.EqualTo((1, "")), first.ToString());
        Assert.That(first.Error, Does.Contain("ERROR: Minions returned with non-zero exit code"));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("minion1:\n    one\n"));

        await _cluster.CliAsync("run", "--output-file", file, "--output-file-append", "*", "cmd.run", "echo two");
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("minion1:\n    one\nminion1:\n    two\n"));

        await _cluster.CliAsync("run", "--out-file", file, "*", "cmd.run", "echo three");
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("minion1:\n    three\n"), "without append it is begun anew");
    }

    [Test]
    public async Task To_append_takes_a_file()
    {
        var result = await _cluster.CliAsync("run", "--out-file-append", "*", "test.ping");
        Assert.That((result.Exit, result.Out), Is.EqualTo((ExitCodes.Usage, "")), result.ToString());
        Assert.That(result.Error, Does.Contain("--out-file"));
    }
}
