namespace Salt.Tests.Unit.Modules;

internal sealed class SysModuleTests
{
    [Test]
    public async Task Doc_is_laid_out_as_Salts()
    {
        var docs = (await Calls.RunAsync("sys.doc", """["test.ping","saltutil.signal_job"]""")).Return!.AsObject();
        Assert.That(docs.Select(doc => doc.Key), Is.EqualTo(new[] { "saltutil.signal_job", "test.ping" }));
        Assert.That(docs["test.ping"]!.GetValue<string>(), Is.EqualTo(
            "\n    Used to make sure the minion is up and responding. Not an ICMP ping.\n\n    Returns True.\n\n"
            + "    CLI Example:\n\n        master-cli run '*' test.ping\n"));
        Assert.That(docs["saltutil.signal_job"]!.GetValue<string>(), Is.EqualTo("""

                Send a signal to every process of a job.

                15 and 9 end the job, as term_job and kill_job do.

                jid
                    The job id.

                sig
                    The number of the signal, 1 to 64.

                CLI Example:

                    master-cli run '*' saltutil.signal_job <job id> 15

            """));
    }

    [TestCase("""["sys"]""", new[] { "sys.argspec", "sys.doc", "sys.list_functions", "sys.list_modules", "sys.list_state_functions", "sys.list_state_modules", "sys.state_argspec", "sys.state_doc" })]
    [TestCase("""["sys."]""", new[] { "sys.argspec", "sys.doc", "sys.list_functions", "sys.list_modules", "sys.list_state_functions", "sys.list_state_modules", "sys.state_argspec", "sys.state_doc" })]
    [TestCase("""["sys.list_*", "test.ping"]""", new[] { "sys.list_functions", "sys.list_modules", "sys.list_state_functions", "sys.list_state_modules", "test.ping" })]
    [TestCase("""["grains.[gl]*"]""", new[] { "grains.get", "grains.ls" })]
    [TestCase("""["nosuch"]""", new string[0])]
    public async Task Functions_are_selected_by_module_name_or_glob(string arg, string[] expected)
    {
        var names = (await Calls.RunAsync("sys.list_functions", arg)).Return!.AsArray().Select(name => name!.GetValue<string>());
        Assert.That(names, Is.EqualTo(expected));
    }

    [TestCase("[]", """["async","cmd","cp","environ","file","grains","pillar","pkg","saltutil","schedule","slsutil","state","sys","test","user"]""")]
    [TestCase("""["s*"]""", """["saltutil","schedule","slsutil","state","sys"]""")]
    public async Task Modules_are_listed(string arg, string expected) =>
        Assert.That(await Calls.ReturnAsync("sys.list_modules", arg), Is.EqualTo(expected));

    [TestCase("test.ping", """{"args":null,"defaults":null,"varargs":null,"kwargs":null}""")]
    [TestCase("grains.get", """{"args":["key","default","delimiter"],"defaults":["",":"],"varargs":null,"kwargs":null}""")]
    [TestCase("test.arg", """{"args":null,"defaults":null,"varargs":true,"kwargs":true}""")]
    public async Task Argspec_is_of_Salts_shape(string fun, string expected) =>
        Assert.That(await Calls.ReturnAsync("sys.argspec", $"[\"{fun}\"]"), Is.EqualTo($"{{\"{fun}\":{expected}}}"));

    [Test]
    public async Task State_functions_are_told_as_the_others_are()
    {
        Assert.That(await Calls.ReturnAsync("sys.list_state_modules"), Is.EqualTo("""["cmd","schedule","test"]"""));
        Assert.That(await Calls.ReturnAsync("sys.list_state_functions", """["cmd"]"""), Is.EqualTo("""["cmd.run","cmd.wait","cmd.watch"]"""));
        Assert.That(await Calls.ReturnAsync("sys.state_argspec", """["schedule.absent"]"""), Is.EqualTo("""{"schedule.absent":{"args":["name","persist"],"defaults":[true],"varargs":null,"kwargs":true}}"""));
        Assert.That(await Calls.ReturnAsync("sys.state_doc", """["test.nop"]"""), Does.StartWith("""{"test.nop":"\n    Do nothing, successfully.\n""").And.Not.Contain("CLI Example"));
    }
}
