using Salt.Minion.Local;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Local;

internal sealed class CallProgramTests
{
    private string _root = "";

    [SetUp]
    public void SetUp()
    {
        _root = Directory.CreateTempSubdirectory("call-").FullName;
        Directory.CreateDirectory(Path.Combine(_root, "etc/salt"));
        File.WriteAllText(Path.Combine(_root, "etc/salt/minion"), "id: web1.example\n");
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    [TestCase("test.ping", 0, "local:\n    True\n", "")]
    [TestCase("test.ping|--local", 0, "local:\n    True\n", "")]
    [TestCase("test.ping|--out=json", 0, "{\n    \"local\": true\n}\n", "")]
    [TestCase("grains.item|id|nosuch|--out=yaml", 0, "local:\n  id: web1.example\n  nosuch: ''\n", "")]
    [TestCase("nosuch.func", 1, "", "'nosuch.func' is not available.\n")]
    [TestCase("test.ping|foo=bar", 1, "",
        "ERROR executing 'test.ping': The following keyword arguments are not valid: foo=bar; usage: test.ping()\n")]
    [TestCase("test.retcode|42", 1, "local:\n    True\n", "")]
    [TestCase("test.retcode|42|--retcode-passthrough", 42, "local:\n    True\n", "")]
    [TestCase("test.retcode|256|--retcode-passthrough", 1, "local:\n    True\n", "")]
    [TestCase("test.exception|Oh noes!", 1, "local:\n    The minion function caused an exception: Oh noes!\n", "")]
    [TestCase("saltutil.running|--out=json", 0, "{\n    \"local\": []\n}\n", "")]
    [TestCase("-d|test.ping", 0,
        "test.ping:\n\n    Used to make sure the minion is up and responding. Not an ICMP ping.\n\n    Returns True.\n\n"
        + "    CLI Example:\n\n        master-cli run '*' test.ping\n\n", "")]
    [TestCase("-d|nosuch", 1, "", "No function has that name\n")]
    public async Task It_prints_the_return_and_exits_with_its_success(string words, int exitCode, string output, string error)
    {
        using var outWriter = new StringWriter { NewLine = "\n" };
        using var errorWriter = new StringWriter { NewLine = "\n" };
        var code = await CallAsync(words, outWriter, errorWriter);
        Assert.That((code, outWriter.ToString(), errorWriter.ToString()), Is.EqualTo((exitCode, output, error)));
    }

    [TestCase("--retcode-passthrough", "no function is named: salt-minion call FUN [ARG…]")]
    public void A_command_line_without_a_function_is_wrong(string words, string message) => Assert.That(
        async () => await CallAsync(words, TextWriter.Null, TextWriter.Null),
        Throws.InstanceOf<SaltException>().With.Message.EqualTo(message));

    [Test]
    public async Task A_job_of_the_daemon_is_not_for_a_local_call_to_signal()
    {
        const string jid = "20261121014338620466";
        var proc = Path.Combine(_root, "var/cache/salt/minion/proc");
        Directory.CreateDirectory(proc);
        await File.WriteAllTextAsync(Path.Combine(proc, jid), $$"""{"jid":"{{jid}}","fun":"cmd.run"}""");
        using var output = new StringWriter { NewLine = "\n" };
        Assert.That(await CallAsync($"saltutil.kill_job|{jid}|--out=txt", output, TextWriter.Null), Is.EqualTo(1));
        Assert.That(output.ToString(), Is.EqualTo(
            $"local: ERROR: a local call does not reach the daemon's jobs; on the master: master-cli jobs kill {jid}\n"));
    }

    private Task<int> CallAsync(string words, TextWriter output, TextWriter error) => CallProgram.RunAsync(
        CallWords.Parse(words.Split('|'), _root, null),
        new CallTerminal(output, error, IsInteractive: false),
        TimeProvider.System,
        CancellationToken.None);
}
