using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Files;
using Salt.Minion.Modules;
using Salt.Minion.Workers;
using Salt.Shared.Errors;
using Salt.Tests.Unit.Modules;

namespace Salt.Tests.Unit.Minion.Workers;

/// <summary>A worker's questions and the daemon's answers, over a real socket.</summary>
internal sealed class WorkerLinkTests
{
    private readonly FakeMinion _minion = new() { Files = new OneFile() };
    private string _folder = null!;
    private CancellationTokenSource _stopping = null!;
    private Task _serving = null!;

    private string Socket => Path.Combine(_folder, "worker.sock");

    [SetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("salt-link-").FullName;
        await ServeAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await StopServingAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_function_of_the_daemon_runs_there()
    {
        await using var link = Link();
        Assert.That((await link.CallAsync(Calls.Of("test.sleep", "[0]"), "test.echo", ["é\n"], [], CancellationToken.None)).Return!.GetValue<string>(), Is.EqualTo("é\n"));
        Assert.That((await link.CallAsync(Calls.Of("test.ping"), "test.retcode", [7], [], CancellationToken.None)).Retcode, Is.EqualTo(7));
    }

    [TestCase("nosuch.fun", "'nosuch.fun' is not available.")]
    [TestCase("cmd.run", "ERROR: cmd.run does not run in the daemon")]
    [TestCase("test.echo", "Passed invalid arguments to test.echo: echo() missing 1 required positional argument: 'text'; usage: test.echo(text)")]
    public async Task What_cannot_run_is_refused(string fun, string why)
    {
        await using var link = Link();
        Assert.That(async () => await link.CallAsync(Calls.Of("test.ping"), fun, [], [], CancellationToken.None), Throws.TypeOf<RefusedException>().With.Message.EqualTo(why));
    }

    [Test]
    public async Task Files_come_with_their_place_and_a_failure_keeps_its_kind()
    {
        await using var link = Link();
        var files = new LinkedFiles(link);
        var listed = (await files.ListAsync("base", CancellationToken.None)).Single();
        Assert.That((listed.Path, listed.Size, listed.IsExecutable, Convert.ToHexStringLower(listed.Sha256)), Is.EqualTo(("a/b", 5L, true, "0102")));
        Assert.That(await files.FetchAsync("base", listed, CancellationToken.None), Is.EqualTo("/cache/base/a/b"));
        Assert.That(async () => await files.ListAsync("nosuch", CancellationToken.None), Throws.TypeOf<SaltException>().With.Property("Failure").EqualTo(Failure.NotFound).And.Message.EqualTo("no such environment"));
    }

    [Test]
    public async Task The_pillar_is_asked_for_and_what_is_logged_arrives()
    {
        await using var link = Link();
        Assert.That(await link.RefreshPillarAsync(CancellationToken.None), Is.EqualTo(PillarRefresh.Done));
        _minion.PillarFault = "a.sls is broken";
        Assert.That(await link.RefreshPillarAsync(CancellationToken.None), Is.EqualTo(PillarRefresh.Broken("a.sls is broken")));
    }

    [Test]
    public async Task A_daemon_that_is_restarted_is_waited_for()
    {
        await using var link = Link();
        Assert.That(await link.IsThereAsync(CancellationToken.None), Is.True);
        await StopServingAsync();
        var asked = link.CallAsync(Calls.Of("test.ping"), "test.ping", [], [], CancellationToken.None);
        await ServeAsync();
        Assert.That((bool)(await asked).Return!, Is.True);
    }

    [Test]
    public async Task Without_a_daemon_that_is_said()
    {
        await StopServingAsync();
        await using var link = new DaemonLink(Socket, TimeSpan.Zero, TimeProvider.System);
        Assert.That(await link.IsThereAsync(CancellationToken.None), Is.False);
        Assert.That(async () => await link.CallAsync(Calls.Of("test.ping"), "test.ping", [], [], CancellationToken.None), Throws.TypeOf<SaltException>().With.Property("Failure").EqualTo(Failure.Unavailable));
    }

    [TestCase("not json\n")]
    [TestCase("[]\n")]
    [TestCase("{}\n")]
    [TestCase("{\"ask\": \"nosuch\"}\n")]
    [TestCase("{\"ask\": \"call\", \"fun\": \"test.ping\"}\n")]
    [TestCase("{\"ask\": \"call\"")]
    public async Task Whoever_talks_nonsense_disturbs_nobody(string nonsense)
    {
        using (var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await other.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            await other.SendAsync(Encoding.UTF8.GetBytes(nonsense));
        }

        await using var link = Link();
        Assert.That((bool)(await link.CallAsync(Calls.Of("test.ping"), "test.ping", [], [], CancellationToken.None)).Return!, Is.True);
        Assert.That(_serving.IsCompleted, Is.False);
        await StopServingAsync();
    }

    private DaemonLink Link() => new(Socket, TimeSpan.FromSeconds(30), TimeProvider.System);

    private async Task ServeAsync()
    {
        _stopping = new CancellationTokenSource();
        _serving = new WorkerPort(Socket, _minion, NullLogger.Instance).RunAsync(_stopping.Token);
        while (!File.Exists(Socket)) await Task.Yield();
    }

    private async Task StopServingAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _stopping.Dispose();
        _stopping = new CancellationTokenSource();
        _serving = Task.CompletedTask;
    }

    private sealed class OneFile : IMinionFiles
    {
        public Task<IReadOnlyList<ListedFile>> ListAsync(string saltenv, CancellationToken cancellation) => saltenv == "base"
            ? Task.FromResult<IReadOnlyList<ListedFile>>([new ListedFile("a/b", [1, 2], 5, IsExecutable: true)])
            : throw new SaltException(Failure.NotFound, "no such environment");

        public Task<string> FetchAsync(string saltenv, ListedFile file, CancellationToken cancellation) => Task.FromResult($"/cache/{saltenv}/{file.Path}");
    }
}
