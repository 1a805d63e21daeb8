using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Certificates of operators, from <c>master-cli operators issue</c> to what becomes of their holders when they are revoked.</summary>
[Parallelizable]
public class OperatorCertificateTests
{
    private TemporaryFolder _folder = null!;
    private IdentityMaster _master = null!;

    private string Root => _folder.Of("m");

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _master = await IdentityMaster.StartAsync(Root);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task One_is_issued_listed_completed_used_and_revoked()
    {
        var file = _folder.Of("alice.pem");
        var issued = await CliAsync("operators", "issue", "alice", "--to", file);
        Assert.That((issued.Exit, issued.Error), Is.EqualTo((0, "")), issued.ToString());
        Assert.That(issued.Out, Does.Match($@"^Certificate [0-9A-F]{{32}} of operator alice, valid until \d{{4}}-.*Z, with its key: {file}\n$"));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That((await CliAsync("operators", "list")).Out, Does.Match(@"^alice  [0-9A-F]{32}  issued .*Z by root, valid until .*Z\n$"));

        using var certificate = KeyPair.FromPem(await File.ReadAllTextAsync(file));
        using var channel = _master.Channel(certificate);
        var control = new Control.ControlClient(channel);
        Assert.That((await control.GetStatusAsync(new StatusRequest())).User, Is.EqualTo("alice"));

        // It gives up soon, and says nothing, where the machine is busy.
        await Eventually.ReachesAsync(
            "alice as what can be revoked",
            async () => (await RunningProgram.Start(Programs.Cli, _folder.Path, "complete", "zsh", "--", "--root", Root, "operators", "revoke", "").FinishAsync()).Out,
            offered => offered == "alice\t\n");

        var revoked = await CliAsync("operators", "revoke", "alice");
        Assert.That((revoked.Exit, revoked.Out), Is.EqualTo((0, $"Certificate {certificate.SerialNumber} of operator alice is revoked.\n")));
        Assert.That((await CliAsync("operators", "list")).Out, Does.Match(@"^alice  [0-9A-F]{32}  issued .*Z by root, revoked .*Z by root\n$"));
        using var anew = _master.Channel(certificate);
        foreach (var client in (Control.ControlClient[])[control, new(anew)])
        {
            var status = (await Assert.ThrowsAsync<RpcException>(() => client.GetStatusAsync(new StatusRequest()).ResponseAsync))!.Status;
            Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
            Assert.That(status.Detail, Does.Match(@"^/salt\.v1\.Control/GetStatus needs an accepted certificate: this certificate of operator alice was revoked at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC by root$"));
        }
    }

    [Test]
    public async Task What_is_under_way_ends_when_it_is_revoked_and_nobody_elses_does()
    {
        using var alice = TestPeers.Operator(_master.Operators, "alice");
        using var bob = TestPeers.Operator(_master.Operators, "bob");
        using var channels = new Channels(_master.Channel(alice), _master.Channel(bob));
        using var ended = new Control.ControlClient(channels.First).Events(new EventsRequest { Tag = "nothing" });
        using var goesOn = new Control.ControlClient(channels.Second).Events(new EventsRequest());
        await ended.ResponseHeadersAsync;
        await goesOn.ResponseHeadersAsync;

        _master.Operators.Revoke("alice", "root");

        var status = (await Assert.ThrowsAsync<RpcException>(() => ended.ResponseStream.MoveNext(CancellationToken.None)))!.Status;
        Assert.That((status.StatusCode, status.Detail.Contains("this certificate of operator alice was revoked at")), Is.EqualTo((StatusCode.Unauthenticated, true)), status.Detail);
        using var token = new CancellationTokenSource();
        var next = goesOn.ResponseStream.MoveNext(token.Token);
        Assert.That((await new Control.ControlClient(channels.Second).GetStatusAsync(new StatusRequest())).User, Is.EqualTo("bob"));
        Assert.That(next.IsFaulted, Is.False);
        await token.CancelAsync();
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task The_list_outlives_the_master_and_what_is_lost_from_it_does_not_count()
    {
        using var alice = TestPeers.Operator(_master.Operators, "alice");
        using var bob = TestPeers.Operator(_master.Operators, "bob");
        using var carol = TestPeers.Operator(_master.Operators, "carol");
        _master.Operators.Revoke("alice", "root");
        await _master.DisposeAsync();
        await File.WriteAllTextAsync(_master.PkiFile("operators", carol.SerialNumber), "nonsense");
        _master = await IdentityMaster.StartAsync(Root);

        Assert.Multiple(async () =>
        {
            Assert.That(await DetailAsync(alice), Does.Contain("was revoked at"));
            Assert.That(await DetailAsync(bob), Is.EqualTo("bob"));
            Assert.That(await DetailAsync(carol), Does.Contain("the master has no record of this certificate of operator carol"));
        });
    }

    [Test]
    public async Task Who_has_a_certificate_makes_no_other_and_ends_none()
    {
        using var alice = TestPeers.Operator(_master.Operators, "alice");
        using var channel = _master.Channel(alice);
        var control = new Control.ControlClient(channel);
        foreach (var call in (Func<Task>[])
            [() => control.IssueOperatorAsync(new IssueOperatorRequest { Name = "mallory" }).ResponseAsync, () => control.RevokeOperatorAsync(new RevokeOperatorRequest { Name = "alice" }).ResponseAsync])
        {
            Assert.That((await Assert.ThrowsAsync<RpcException>(() => call()))!.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        }

        Assert.That((await control.ListOperatorsAsync(new ListOperatorsRequest())).Operators.Select(one => one.Name), Is.EqualTo(new[] { "alice" }));
    }

    [TestCase("operators revoke nobody", ExitCodes.SomeFailed, "operator nobody has no certificate that could be revoked")]
    [TestCase("operators revoke a/b", ExitCodes.Usage, "'a/b' is not an operator's name")]
    [TestCase("operators issue ../x --to /tmp/x", ExitCodes.Usage, "'../x' is not an operator's name")]
    [TestCase("operators issue alice --to /etc/passwd", ExitCodes.Usage, "/etc/passwd is there already")]
    [TestCase("operators issue alice --to /proc/nosuch", ExitCodes.Unavailable, "/proc/nosuch cannot be written")]
    [TestCase("operators issue", ExitCodes.Usage, "the operator's name")]
    public async Task What_cannot_be_is_told(string words, int exit, string message)
    {
        var result = await CliAsync(words.Split(' '));
        Assert.That((result.Exit, result.Out), Is.EqualTo((exit, "")), result.ToString());
        Assert.That(result.Error, Does.Contain(message));
    }

    private Task<CliResult> CliAsync(params string[] words) =>
        RunningProgram.Start(Programs.Cli, _folder.Path, [.. words, "--root", Root]).FinishAsync();

    private async Task<string> DetailAsync(X509Certificate2 certificate)
    {
        using var channel = _master.Channel(certificate);
        try
        {
            return (await new Control.ControlClient(channel).GetStatusAsync(new StatusRequest())).User;
        }
        catch (RpcException e)
        {
            return e.Status.Detail;
        }
    }

    private sealed record Channels(GrpcChannel First, GrpcChannel Second) : IDisposable
    {
        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
