using System.Diagnostics;
using System.Text.Json;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Cli;

/// <summary>Completion as a person has it: real shells in a pseudo terminal, keys sent, what comes to the screen looked at.</summary>
[Parallelizable]
internal sealed class CompletionTests
{
    // Reads the screen until what is expected is there, before it sends what comes next. Colours, moves, padding and what
    // was taken back are not looked at.
    private const string Driver = """
        import fcntl, json, os, pty, re, select, struct, sys, termios, time
        argv, steps, limit = json.loads(sys.argv[1]), json.loads(sys.argv[2]), 60
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvp(argv[0], argv)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 50, 200, 0, 0))
        def plain(screen):
            screen = re.sub('\\x1b\\[[0-9;?]*[A-Za-z]|\\x00', '', screen)
            while re.search('[^\\b]\\b', screen):
                screen = re.sub('[^\\b]\\b', '', screen)
            return screen
        for keys, expected in steps:
            if keys:
                os.write(terminal, keys.encode())
            screen, end = '', time.monotonic() + limit
            while not re.search(expected, plain(screen), re.S):
                ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
                try:
                    data = os.read(terminal, 65536) if ready else b''
                except OSError:
                    data = b''
                if not data:
                    print('sent', repr(keys), 'expected', expected, 'saw', repr(plain(screen)))
                    os.kill(pid, 9)
                    sys.exit(1)
                screen += data.decode(errors='replace')
        os.kill(pid, 9)
        """;

    private const string KillLine = "\u0015";
    private Cluster _cluster = null!;
    private TemporaryFolder _home = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _home = new TemporaryFolder();
        _cluster = await Cluster.StartAsync(minions: 2);
        await _cluster.CliAsync("run", "minion1", "test.ping");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _cluster.DisposeAsync();
        _home.Dispose();
    }

    [TestCase("bash", "--noprofile", "--norc", "-i")]
    [TestCase("zsh", "-f", "-i")]
    public async Task A_shell_completes_verbs_options_and_what_the_master_knows(string shell, params string[] options)
    {
        // Readline lists at the second tab; zsh, too, once a first has put in what all have in common.
        (string, string)[] steps =
        [
            ("", "ready>"),
            (shell == "bash" ? "bind 'set completion-query-items 0'; bind 'set page-completions off'; bind 'set enable-bracketed-paste off'\r" : "LISTMAX=1000; unset zle_bracketed_paste\r", "ready>.*ready>|\n.*ready>"),
            ($"source <(master-cli completion {shell}); echo is''read\r", "isread.*ready>"),
            ("master-cli comple\t", "master-cli completion "),
            (KillLine + $"master-cli --root {_cluster.Root} jobs lo\t", "jobs lookup "),
            ("2\t", @"2\d{19} "),
            (KillLine + $"master-cli --root {_cluster.Root} run mini\t", "run minion"),
            ("\t\t", "minion1.*minion2"),
            ("1 test.pin\t", "test.ping "),
            ("--summ\t", "--summary "),
            ("--out=ya\t", "--out=yaml"),
            (KillLine + "master-cli --root /nowhere run mini\t\t: nobody\t", "run mini *: nobody"),
        ];

        Assert.That(await DriveAsync([shell, .. options], steps), Is.EqualTo(""));
    }

    [Test]
    public async Task Fish_is_offered_the_same()
    {
        var script = $"master-cli completion fish | source; complete -C 'master-cli --root {_cluster.Root} run mini'";

        var (exit, output) = await RunAsync("fish", "--no-config", "-c", script);

        Assert.That((exit, output), Is.EqualTo((0, "minion1\tup\nminion2\tup\n")));
    }

    private async Task<string> DriveAsync(string[] shell, (string Keys, string Expected)[] steps)
    {
        var plan = JsonSerializer.Serialize(steps.Select(step => new[] { step.Keys, step.Expected }));
        var (exit, output) = await RunAsync("/usr/bin/python3", "-c", Driver, JsonSerializer.Serialize(shell), plan);
        return exit == 0 ? output : $"exit code {exit}: {output}";
    }

    private async Task<(int Exit, string Output)> RunAsync(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home.Path };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Programs.Cli)}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = _home.Path;
        start.Environment["TERM"] = "vt100";
        start.Environment["PS1"] = "ready> ";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
