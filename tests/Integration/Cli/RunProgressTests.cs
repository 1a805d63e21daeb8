using System.Text.RegularExpressions;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Cli;

/// <summary>What a <c>run</c> draws while it waits, on a real (pseudo) terminal.</summary>
[Parallelizable]
internal sealed partial class RunProgressTests
{
    // Runs a shell line on a terminal of 60 columns; as soon as the line that is expected is there, the gate is opened. Prints all
    // that came to the screen.
    private const string Driver = """
        import fcntl, os, pty, re, struct, sys, termios
        line, expected, gate = sys.argv[1:]
        pid, terminal = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 50, 60, 0, 0))
            os.execvp('/bin/sh', ['/bin/sh', '-c', line])
        screen = b''
        while True:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            screen += data
            if re.search(expected.encode(), screen):
                open(gate, 'w').close()
        os.waitpid(pid, 0)
        sys.stdout.buffer.write(screen.replace(b'\r\n', b'\n'))
        """;

    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _cluster = await Cluster.StartAsync(minions: 2);

    [OneTimeTearDown]
    public async Task EndAsync() => await _cluster.DisposeAsync();

    [Test]
    public async Task Who_is_waited_for_is_drawn_and_gone_before_anything_is_printed()
    {
        var screen = await ScreenAsync("", "0/2 returned, waiting for minion1, minion2");

        Assert.That(screen, Does.Contain("\r0/2 returned, waiting for minion1, minion2\e[K"));
        var plain = Painted().Replace(screen, "");
        Assert.That(plain, Does.EndWith("minion1:\n    done\nminion2:\n    done\n").Or.EndWith("minion2:\n    done\nminion1:\n    done\n"));
        Assert.That(Drawn().Replace(plain, ""), Does.Not.Contain("returned"), "all that was drawn was wiped away");
    }

    [Test]
    public async Task Data_that_goes_elsewhere_changes_nothing()
    {
        var file = Path.Combine(_cluster.Root, "elsewhere");
        var screen = await ScreenAsync($"> {file}", "0/2 returned, waiting for minion1, minion2");

        Assert.That(Drawn().Replace(screen, ""), Is.Empty);
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("minion1:\n    done\n").And.Contain("minion2:\n    done\n"));
    }

    // The gate is open from the start: the jobs last long enough for a line by themselves.
    [TestCase("NO_COLOR=1", "")]
    [TestCase("TERM=dumb", "")]
    [TestCase("", "2> /dev/null")]
    [TestCase("", "2>&1 | cat")]
    [TestCase("", "--follow")]
    public async Task Where_nothing_can_be_drawn_nothing_is(string environment, string rest)
    {
        var line = $"{environment} {Programs.Cli} run --root {_cluster.Root} {(rest.StartsWith("--", StringComparison.Ordinal) ? rest : "")} '*' cmd.run 'sleep 2; echo done' {(rest.StartsWith("--", StringComparison.Ordinal) ? "" : rest)}";
        var screen = await DriveAsync(line, "nothing", Path.Combine(_cluster.Root, "unused"));
        Assert.That(screen, Does.Contain("done").And.Not.Contain("waiting for").And.Not.Contain("\e[K"));
    }

    private async Task<string> ScreenAsync(string rest, string expected)
    {
        var gate = Path.Combine(_cluster.Root, Path.GetRandomFileName());
        var line = $"TERM=xterm {Programs.Cli} run --root {_cluster.Root} '*' cmd.run 'until [ -e {gate} ]; do sleep 0.05; done; echo done' {rest}";
        return await DriveAsync(line, expected, gate);
    }

    private async Task<string> DriveAsync(string line, string expected, string gate)
    {
        using var python = RunningProgram.Start("python3", _cluster.Root, "-c", Driver, line, expected, gate);
        var result = await python.FinishAsync(TimeSpan.FromMinutes(2));
        Assert.That((result.Exit, result.Error), Is.EqualTo((0, "")), result.ToString());
        return result.Out;
    }

    // A line that was drawn, up to where it is wiped away.
    [GeneratedRegex(@"(?:\r\d/\d returned, waiting for [^\r]*\x1b\[K)+\r\x1b\[K")]
    private static partial Regex Drawn();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Painted();
}
