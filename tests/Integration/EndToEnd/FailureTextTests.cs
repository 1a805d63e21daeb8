using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>What people read when something goes wrong is ours: no name of .NET's, of a library's or of a type is in it.</summary>
public sealed partial class FailureTextTests
{
    private const string MasterBase = "interface: 127.0.0.1\\nret_port: 0\\nlog_level: debug\\n";
    private const string MinionBase = "id: web1\\nmaster: 127.0.0.1:1\\nlog_level: debug\\n";

    private static readonly string[] Foreign =
    [
        "System.", "Exception", "   at ", "Microsoft.", "Grpc.", "Parameter '", "(Parameter", "could not be found. ", "Could not find a part", "Could not find file",
        "Object reference", "subchannel", "StatusCode", "Status(", "SQLite Error", "Access to the path", "is denied", "being used by another process",
        "The process cannot access", "LineNumber", "BytePositionInLine", "HRESULT", "errno", "An error occurred trying to start", "Arg_", "Kestrel", "YamlDotNet",
        "LiteDB", "Unhandled", "Nullable", "0x8",
    ];

    private Cluster _cluster = null!;
    private TcpListener _taken = null!;
    private string _root = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cluster = await Cluster.StartAsync(1);
        _taken = new TcpListener(IPAddress.Loopback, 0);
        _taken.Start();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        _taken.Dispose();
        await _cluster.DisposeAsync();
    }

    [SetUp]
    public void Make() => _root = Directory.CreateTempSubdirectory("salt-fail-").FullName;

    [TearDown]
    public async Task RemoveAsync()
    {
        await Leftovers.EndAsync(_root);
        Directory.Delete(_root, recursive: true);
    }

    [TestCaseSource(nameof(All))]
    public async Task It_is_told_in_words_of_ours(FailurePath path)
    {
        var layout = new Layout(_root);
        foreach (var file in (string[])[layout.MasterConfig, layout.MinionConfig]) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var variables = new Dictionary<string, string>
        {
            ["MASTER"] = Programs.Master,
            ["MINION"] = Programs.Minion,
            ["CLI"] = Programs.Cli,
            ["ROOT"] = _root,
            ["CLUSTER"] = _cluster.Root,
            ["PORT"] = $"{((IPEndPoint)_taken.LocalEndpoint).Port}",
        };
        using var program = RunningProgram.Start("/bin/bash", _root, variables, "-c", path.Script);
        if (path.Until is { } last)
        {
            await Eventually.ReachesAsync($"'{last}'", () => $"{program.Out}{program.Error}", text => text.Contains(last) || program.HasExited);
            program.Send(Signals.Term);
        }

        var exit = await program.WaitAsync();
        // Not to the end of its streams: a supervisor may keep them.
        var text = await Eventually.ReachesAsync($"'{path.Says}'", () => $"{program.Out}{program.Error}", printed => printed.Contains(path.Says), TimeSpan.FromSeconds(1));

        Assert.Multiple(() =>
        {
            foreach (var name in Foreign) Assert.That(text, Does.Not.Contain(name));
            Assert.That(TypeName().Matches(text).Select(match => match.Value), Is.Empty, text);
            if (path.Until is null) Assert.That(exit, Is.Not.Zero.And.Not.EqualTo(70).And.LessThan(128), text);
        });
    }

    private static IEnumerable<FailurePath> All() => [.. OfMaster(), .. OfMinion(), .. OfCommandLine(), .. OfFunctions()];

    private static FailurePath Master(string name, string options, string says, string? until = null, string before = "true") => new(
        $"master: {name}", $"printf '{MasterBase}{options}' > etc/salt/master; {before}; exec $MASTER --root $ROOT", says, until);

    private static FailurePath Minion(string name, string options, string says, string? until = null, string before = "true") => new(
        $"minion: {name}", $"printf '{MinionBase}{options}' > etc/salt/minion; {before}; exec $MINION --root $ROOT", says, until);

    private static FailurePath Cli(string name, string words, string says) => new($"cli: {name}", $"$CLI {words}", says);

    private static FailurePath Run(string name, string words, string says) => new($"function: {name}", $"$CLI --root $CLUSTER run '*' {words}", says);

    private static IEnumerable<FailurePath> OfMaster() =>
    [
        Master("the configuration is a folder", "", "etc/salt/master", before: "rm etc/salt/master; mkdir etc/salt/master"),
        Master("the configuration is a loop of links", "", "too many links", before: "ln -sf master etc/salt/master"),
        Master("the configuration is no YAML", "a: [b\\n", "etc/salt/master:"),
        Master("the configuration is not text", "", "etc/salt/master", before: "head -c 300 /dev/urandom > etc/salt/master"),
        Master("a tag that nobody knows", "timeout: !nosuch 5\\n", "!nosuch"),
        Master("a key twice", "timeout: 5\\ntimeout: 6\\n", "timeout"),
        new("master: no folder of the configuration", "exec $MASTER -c $ROOT/nosuch", "nosuch"),
        new("master: the root is a file", "touch file; exec $MASTER --root $ROOT/file", "file"),
        new("master: the root is in /proc", "exec $MASTER --root /proc/nosuch", "/proc/nosuch"),
        Master("no port", "ret_port: none\\n", "ret_port", before: "sed -i '/^ret_port: 0/d' etc/salt/master"),
        Master("a port over the last", "ret_port: 70000\\n", "ret_port", before: "sed -i '/^ret_port: 0/d' etc/salt/master"),
        Master("the port is in use", "", "is in use", before: "sed -i \"s/^ret_port: 0/ret_port: $PORT/\" etc/salt/master"),
        Master("no address of this machine", "", "cannot be opened: this machine has no such address", before: "sed -i 's/^interface.*/interface: 203.0.113.1/' etc/salt/master"),
        Master("no address at all", "", "interface", before: "sed -i 's/^interface.*/interface: not an address/' etc/salt/master"),
        Master("the cache is a file", "cachedir: $ROOT/file\\n", "cannot be written", before: "touch file; sed -i \"s|\\$ROOT|$ROOT|\" etc/salt/master"),
        Master("the keys' folder is a file", "pki_dir: /file\\n", "cannot be written", before: "touch file"),
        Master("the sockets' folder is in /proc", "sock_dir: /proc/nosuch\\n", "proc/nosuch", before: "ln -s /proc proc"),
        Master("a long path of the socket", $"sock_dir: /{new string('s', 120)}\\n", "unix socket"),
        Master("the log is a folder", "log_file: /logs\\n", "logs", before: "mkdir logs"),
        Master("the log is below a file", "log_file: /file/log\\n", "file/log", before: "touch file"),
        Master("the pid file is a folder", "pidfile: /pid\\n", "pid", before: "mkdir pid"),
        Master("the pid file is below a file", "pidfile: /file/pid\\n", "file cannot be written", before: "touch file"),
        Master("the jobs' database is a folder", "", "is a folder", before: "mkdir -p var/cache/salt/master/jobs/jobs.db"),
        Master("the jobs' database is a loop of links", "", "jobs.db", before: "mkdir -p var/cache/salt/master/jobs; ln -s jobs.db var/cache/salt/master/jobs/jobs.db"),
        Master("the jobs' database is none", "", "jobs.db", until: "listens on", before: "mkdir -p var/cache/salt/master/jobs; head -c 5000 /dev/urandom > var/cache/salt/master/jobs/jobs.db"),
        Master("the cache's database is none", "", "cache.db", until: "listens on", before: "mkdir -p var/cache/salt/master; head -c 20000 /dev/urandom > var/cache/salt/master/cache.db"),
        Master("the CA is none", "", "ca", before: "mkdir -p etc/salt/pki/master; for f in ca.pem; do echo nonsense > etc/salt/pki/master/$f; done"),
        Master("another user", "user: nosuchuser\\n", "nosuchuser"),
        Master("a broken nodegroup", "nodegroups:\\n  a: \"L@( and\"\\n", "nodegroups"),
        Master("a broken schedule", "schedule:\\n  a:\\n    function: test.ping\\n    cron: \"99 * * * *\"\\n", "Schedule entry a", until: "listens on"),
    ];

    private static IEnumerable<FailurePath> OfMinion() =>
    [
        Minion("the configuration is a folder", "", "etc/salt/minion", before: "rm etc/salt/minion; mkdir etc/salt/minion"),
        Minion("the configuration is no YAML", "a: {b\\n", "etc/salt/minion:"),
        Minion("the configuration is not text", "", "etc/salt/minion", before: "head -c 300 /dev/urandom > etc/salt/minion"),
        new("minion: no folder of the configuration", "exec $MINION -c $ROOT/nosuch", "nosuch"),
        new("minion: the root is a file", "touch file; exec $MINION --root $ROOT/file", "file"),
        new("minion: the root is in /proc", "exec $MINION --root /proc/nosuch", "/proc/nosuch"),
        Minion("the cache is a file", "cachedir: /file\\n", "cannot be made", before: "touch file"),
        Minion("the keys' folder is a file", "pki_dir: /file\\n", "file", before: "touch file"),
        Minion("the sockets' folder is a file", "sock_dir: /file\\n", "file", before: "touch file"),
        Minion("the log is a folder", "log_file: /logs\\n", "logs", before: "mkdir logs"),
        Minion("the pid file is a folder", "pidfile: /pid\\n", "pid", before: "mkdir pid"),
        Minion("the key is none", "", "minion.key", until: "damaged", before: "mkdir -p etc/salt/pki/minion; for f in minion.key minion.crt; do echo nonsense > etc/salt/pki/minion/$f; done"),
        Minion("the pinned CA is none", "", "damaged", until: "damaged", before: "mkdir -p etc/salt/pki/minion; for f in ca.crt; do echo nonsense > etc/salt/pki/minion/$f; done"),
        Minion("nobody listens at the master's port", "", "127.0.0.1:1", until: "127.0.0.1:1"),
        Minion("a name that nobody knows", "", "nosuch.invalid", until: "known", before: "sed -i 's/^master:.*/master: nosuch.invalid/' etc/salt/minion"),
        Minion("no address can be reached", "", "203.0.113.1", until: "203.0.113.1:4506", before: "sed -i 's/^master:.*/master: 203.0.113.1/' etc/salt/minion"),
        Minion("a port over the last", "master_port: 70000\\n", "master_port"),
        Minion("another master than the one that is pinned", $"master_finger: {new string('a', 64)}\\n", "fingerprint", until: "fingerprint", before: "P=$(sed -n 's/^ret_port: //p' $CLUSTER/etc/salt/master); sed -i \"s/^master:.*/master: 127.0.0.1:$P/\" etc/salt/minion"),
        Minion("the kept schedule is none", "", "schedule.json", until: "schedule.json", before: "mkdir -p var/cache/salt/minion; echo '{\"a\": [' > var/cache/salt/minion/schedule.json"),
        Minion("the kept schedule is a folder", "", "schedule.json", until: "127.0.0.1:1", before: "mkdir -p var/cache/salt/minion/schedule.json"),
        Minion("the kept schedule is of another shape", "", "schedule.json", until: "schedule.json", before: "mkdir -p var/cache/salt/minion; echo '{\"schedule\": [1], \"x\": 2}' > var/cache/salt/minion/schedule.json"),
        Minion("the grains are no YAML", "", "grains", before: "echo 'a: [' > etc/salt/grains"),
        Minion("the grains are a folder", "", "grains", before: "mkdir etc/salt/grains"),
        Minion("a job's folder is of another kind", "", "20260101000000000001", until: "20260101000000000001", before: "mkdir -p var/cache/salt/minion/jobs/20260101000000000001; echo '[1' > var/cache/salt/minion/jobs/20260101000000000001/job.json"),
        Minion("a job's file lacks a part", "", "20260101000000000002", until: "20260101000000000002", before: "mkdir -p var/cache/salt/minion/jobs/20260101000000000002; echo '{\"format\": 1}' > var/cache/salt/minion/jobs/20260101000000000002/job.json"),
    ];

    private static IEnumerable<FailurePath> OfCommandLine() =>
    [
        Cli("no master", "--root $ROOT run '*' test.ping", "The master is not running"),
        Cli("the root is a file", "--root $CLUSTER/etc/salt/master run '*' test.ping", "master"),
        Cli("no folder of the configuration", "-c $ROOT/nosuch run '*' test.ping", "nosuch"),
        Cli("metadata is no JSON", "--root $CLUSTER run '*' test.ping --metadata '{bad'", "--metadata is not JSON"),
        Cli("the output's file is a folder", "--root $CLUSTER run '*' test.ping --out-file $ROOT", "cannot be written"),
        Cli("the output's file is below a file", "--root $CLUSTER run '*' test.ping --out-file $CLUSTER/etc/salt/master/x", "cannot be written"),
        Cli("the output's file is in /proc", "--root $CLUSTER run '*' test.ping --out-file /proc/nosuch", "cannot be written"),
        Cli("output on a full disk", "--root $CLUSTER run '*' test.ping > /dev/full", "no space"),
        Cli("help on a full disk", "--help > /dev/full", "no space"),
        Cli("json on a full disk", "--root $CLUSTER jobs list --out json > /dev/full", "no space"),
        Cli("an out-file on a full disk", "--root $CLUSTER run '*' test.ping --out-file /dev/full", "no space"),
        Cli("a closed stdout", "--root $CLUSTER run '*' test.ping >&-", "stdout"),
        Cli("a number that is none", "--root $CLUSTER run '*' test.ping -t many", "-t"),
        Cli("a broken regex", "--root $CLUSTER run -E '(' test.ping", "'('"),
        Cli("a broken compound target", "--root $CLUSTER run -C 'G@ and (' test.ping", "("),
        Cli("no jid", "--root $CLUSTER jobs show nonsense", "nonsense"),
        Cli("no such job", "--root $CLUSTER jobs show 20260101000000000000", "20260101000000000000"),
        Cli("no such key", "--root $CLUSTER keys accept nosuch", "nosuch"),
        Cli("a file to render that is missing", "render $ROOT/nosuch.sls", "nosuch.sls"),
        Cli("a folder to render", "render $ROOT", "salt-fail-"),
        Cli("broken YAML to render", "render <(echo 'a: [')", "YAML"),
        new("cli: broken Jinja to render", "echo '{{ 1 / 0 }} {% endif %}' > a.sls; $CLI render $ROOT/a.sls", "Jinja"),
        new("cli: a regex in a template that is none", "echo '{{ \"a\" | regex_replace(\"(\", \"b\") }}' > a.sls; $CLI render $ROOT/a.sls", "regular expression"),
        new("cli: JSON in a template that is none", "echo '{{ \"{a\" | load_json }}' > a.sls; $CLI render $ROOT/a.sls", "JSON"),
        Cli("dev in /proc", "dev --root /proc/nosuch --once", "/proc/nosuch"),
        Cli("dev where a file is", "dev --root $CLUSTER/etc/salt/master --once", "master"),
        Cli("nothing to stop", "dev --root $ROOT/nosuch --stop", "nosuch"),
        new("cli: the socket is a file", "mkdir -p run/salt/master; touch run/salt/master/control.sock run/salt/control.sock run/salt/master.sock; $CLI --root $ROOT run '*' test.ping", "The master is not running"),
        new("cli: another program behind the socket", "$CLI --root $ROOT --bogus run '*' test.ping", "--bogus"),
        new("cli: the configuration is broken", "printf 'sock_dir: [' > etc/salt/master; $CLI --root $ROOT run '*' test.ping", "etc/salt/master"),
        new("cli: the configuration is a loop of links", "ln -s master etc/salt/master; $CLI --root $ROOT run '*' test.ping", "salt-fail-"),
        new("local call: no folder of the configuration", "$MINION -c $ROOT/nosuch call test.ping", "nosuch"),
        new("local call: no such function", "$MINION --root $ROOT call test.nosuch", "test.nosuch"),
        new("local call: a full disk", $"printf '{MinionBase}' > etc/salt/minion; $MINION --root $ROOT call test.ping > /dev/full", "no space"),
        new("local call: the master does not answer", $"printf '{MinionBase}' > etc/salt/minion; $MINION --root $ROOT call state.apply nosuch", "No matching sls found"),
    ];

    private static IEnumerable<FailurePath> OfFunctions() =>
    [
        Run("no such program", "cmd.exec_code python4 'x'", "minion1"),
        Run("a folder that is missing", "cmd.run true cwd=/nosuch", "/nosuch"),
        Run("a shell that is missing", "cmd.run true shell=/nosuch", "/nosuch"),
        Run("another user", "cmd.run true runas=nosuchuser", "nosuchuser"),
        Run("no such state", "state.apply nosuch", "nosuch"),
        Run("no such function", "nosuch.function", "nosuch.function"),
        Run("an argument too many", "test.ping a b c d", "minion1"),
        Run("an argument of another kind", "test.sleep abc", "minion1"),
        Run("a schedule that is none", "schedule.add a function=test.ping cron='99 * * * *'", "cron"),
        Run("a file to render that is missing", "slsutil.renderer salt://nosuch", "nosuch"),
        Run("a folder to render", "slsutil.renderer /etc", "/etc"),
        Run("a template that is broken", "slsutil.renderer string='{% if %}'", "minion1"),
        Run("a folder in place of a script", "cmd.shell /etc", "minion1"),
    ];

    [GeneratedRegex(@"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+(?:Exception|Error|Async|Handler|Stream)\b")]
    private static partial Regex TypeName();
}
