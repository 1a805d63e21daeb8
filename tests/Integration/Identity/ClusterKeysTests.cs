using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Master.Authority;
using Salt.Shared.Certificates;
using Salt.Shared.Configuration;
using Salt.Shared.Identities;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Keys as an operator sees them: real daemons, and <c>master-cli keys</c>.</summary>
[Parallelizable]
public class ClusterKeysTests
{
    [Test]
    public async Task A_key_is_listed_accepted_and_has_the_fingerprint_that_the_minion_logs()
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1, Accepted = false });
        var listed = await cluster.CliAsync("keys", "list");
        Assert.That(listed, Is.EqualTo(new CliResult(0, "Accepted Keys:\nDenied Keys:\nUnaccepted Keys:\nminion1\nRejected Keys:\n", "")));
        var finger = await cluster.CliAsync("keys", "finger", "minion1");
        await Eventually.ReachesAsync(
            "the minion to log its fingerprint",
            () => cluster.Minion("minion1").Error.ToString(),
            log => log.Contains(finger.Out.Split(":  ")[1].Trim(), StringComparison.Ordinal));

        var accepted = await cluster.CliAsync("keys", "accept", "minion1", "-y");
        Assert.That(accepted.Exit, Is.Zero, accepted.ToString());
        Assert.That(accepted.Out, Does.EndWith("Key for minion minion1 accepted.\n"));
        await cluster.UpAsync();
    }

    [Test]
    public async Task Deleting_a_key_cuts_the_live_stream_and_accepting_it_again_brings_the_minion_back()
    {
        await using var cluster = await Cluster.StartAsync(minions: 2);
        var deleted = await cluster.CliAsync("keys", "delete", "minion1", "-y");
        Assert.That(deleted.Exit, Is.Zero, deleted.ToString());

        await Eventually.ReachesAsync(
            "the stream to be cut",
            async () => string.Join(' ', (await cluster.MinionsAsync()).Where(minion => minion.Up).Select(minion => minion.Id)),
            up => up == "minion2");
        await Eventually.ReachesAsync("the key to wait again", () => StateAsync(cluster, "minion1"), state => state == "pending");
        await cluster.AcceptKeysAsync();
        await cluster.UpAsync();
    }

    [Test]
    public async Task A_minion_that_waits_for_acceptance_can_be_stopped()
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1, Accepted = false });
        Assert.That(await cluster.Minion("minion1").StopAsync(), Is.Zero, cluster.Minion("minion1").Error.ToString());
    }

    [Test]
    public async Task A_rejected_minion_is_cut_and_stays_out()
    {
        await using var cluster = await Cluster.StartAsync(minions: 1);
        await cluster.CliAsync("keys", "reject", "minion1", "-y", "--include-accepted");
        await Eventually.ReachesAsync(
            "the minion to be told",
            () => cluster.Minion("minion1").Error.ToString(),
            log => log.Contains("The master has rejected the key of minion minion1.", StringComparison.Ordinal));
        Assert.That((await cluster.MinionsAsync()).Where(minion => minion.Up), Is.Empty);
        Assert.That(await StateAsync(cluster, "minion1"), Is.EqualTo("rejected"));
    }

    [Test]
    public async Task A_second_machine_with_an_accepted_id_is_denied_and_shown_there()
    {
        await using var cluster = await Cluster.StartAsync(minions: 1);
        var root = Path.Combine(cluster.Root, "copy");
        Directory.CreateDirectory(Path.GetDirectoryName(new Layout(root).MinionConfig)!);
        File.Copy(new Layout(cluster.MinionRoot("minion1")).MinionConfig, new Layout(root).MinionConfig);
        using var copy = RunningProgram.Start(Programs.Minion, cluster.Root, "--root", root);
        await Eventually.ReachesAsync(
            "the copy to be told",
            () => copy.Error.ToString(),
            log => log.Contains("Another key of minion minion1 is on the master already; this one is denied.", StringComparison.Ordinal));
        var listed = await cluster.CliAsync("keys", "list");
        await copy.KillAsync();
        Assert.That(listed.Out, Is.EqualTo("Accepted Keys:\nminion1\nDenied Keys:\nminion1\nUnaccepted Keys:\nRejected Keys:\n"));
        Assert.That((await cluster.MinionsAsync()).Single().Up, Is.True, "the first is not disturbed");
    }

    [Test]
    public async Task A_token_from_the_command_line_lets_a_minion_in()
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 0 });
        var token = await cluster.CliAsync("keys", "token", "--id", "web1");
        Assert.That(token.Exit, Is.Zero, token.ToString());
        var root = Path.Combine(cluster.Root, "web1");
        PrivateFile.Write(new Layout(root).MinionConfig, $"id: web1\nmaster: 127.0.0.1\nmaster_port: {cluster.Port}\njoin_token: {token.Out}");
        using var minion = RunningProgram.Start(Programs.Minion, cluster.Root, "--root", root);
        await cluster.UpAsync("web1");
        await minion.StopAsync();
    }

    [Test]
    public async Task A_renewed_certificate_is_in_use_without_a_lost_job()
    {
        await using var cluster = await Cluster.StartAsync(minions: 1);
        using var job = cluster.StartCli("run", "minion1", "cmd.run", "sleep 3; echo done");
        await Eventually.ReachesAsync(
            "the job to run", () => Directory.GetFiles(cluster.MinionRoot("minion1") + "/var/cache/salt/minion/proc").Length, count => count == 1);

        // A certificate that is nearly at its end, and so long due.
        await cluster.Minion("minion1").KillAsync();
        var pki = Path.Combine(new Layout(cluster.MinionRoot("minion1")).PkiDir, "minion");
        var aged = Age(cluster, Path.Combine(pki, "minion.key"));
        PrivateFile.Write(Path.Combine(pki, "minion.crt"), aged.ExportCertificatePem());
        cluster.StartMinion("minion1");

        await Eventually.ReachesAsync(
            "a certificate with a year before it",
            () => X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(pki, "minion.crt"))).NotAfter,
            notAfter => notAfter > aged.NotAfter.AddDays(300));
        var result = await job.FinishAsync();
        Assert.That((result.Exit, result.Out), Is.EqualTo((0, "minion1:\n    done\n")), result.ToString());
        await Eventually.ReachesAsync(
            "a second stream, with the new certificate",
            () => cluster.Minion("minion1").Error.ToString().Split("connected to master").Length - 1,
            streams => streams == 2);
        await cluster.UpAsync();
    }

    [Test]
    public async Task Somebody_who_is_no_operator_is_refused()
    {
        if (Accounts.OwnUid() != 0) Assert.Ignore("only root can start a program as somebody else");
        await using var cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 0 });
        foreach (var folder in new[] { cluster.Root, Path.Combine(cluster.Root, "run"), Path.Combine(cluster.Root, "run/salt") })
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        }

        // The mode keeps strangers away; without it the kernel's word on who calls still does.
        File.SetUnixFileMode(Layout.ControlSocket(new Layout(cluster.Root).SockDir), (UnixFileMode)0x1b6);
        var start = new ProcessStartInfo("setpriv") { RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var word in (string[])["--reuid=65534", "--regid=65534", "--clear-groups", Programs.Cli, "--root", cluster.Root, "keys", "list"])
        {
            start.ArgumentList.Add(word);
        }

        using var cli = Process.Start(start)!;
        var error = await cli.StandardError.ReadToEndAsync();
        await cli.WaitForExitAsync();
        Assert.That(error, Does.Contain("neither root nor the master's user nor in the group salt"));
        Assert.That(cli.ExitCode, Is.EqualTo(77));
    }

    [Test]
    public async Task What_happens_to_keys_is_told_on_the_event_bus()
    {
        await using var cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 0 });
        using var call = cluster.Control.Events(new EventsRequest { Tag = "salt/*" });
        await call.ResponseHeadersAsync;
        var root = Path.Combine(cluster.Root, "web1");
        PrivateFile.Write(new Layout(root).MinionConfig, $"id: web1\nmaster: 127.0.0.1\nmaster_port: {cluster.Port}\n");
        using var minion = RunningProgram.Start(Programs.Minion, cluster.Root, "--root", root);
        await Eventually.ReachesAsync("the key to wait", () => StateAsync(cluster, "web1"), state => state == "pending");
        await cluster.AcceptKeysAsync();

        List<string> told = [];
        while (told.Count < 3 && await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            var data = System.Text.Json.JsonDocument.Parse(call.ResponseStream.Current.Data.Memory).RootElement;
            if (data.TryGetProperty("act", out var act)) told.Add($"{call.ResponseStream.Current.Tag} {act} {data.GetProperty("id")} {data.GetProperty("result")}");
        }

        await minion.StopAsync();
        Assert.That(told, Is.EqualTo(new[] { "salt/auth pend web1 True", "salt/key accept web1 True", "salt/auth accept web1 True" }));
    }

    private static async Task<string> StateAsync(Cluster cluster, string id) =>
        (await cluster.Control.ListKeysAsync(new ListKeysRequest())).Keys.FirstOrDefault(key => key.Id == id)?.State ?? "";

    private static X509Certificate2 Age(Cluster cluster, string keyFile)
    {
        using var ca = new CertificateAuthority(KeyPair.FromPem(File.ReadAllText(Path.Combine(new Layout(cluster.Root).PkiDir, "master/ca.pem"))));
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(keyFile));
        return ca.Issue(KeyPair.PublicKeyOf(key), CertificateRole.Minion(MinionId.Parse("minion1")), TimeProvider.System.GetUtcNow() - CertificateLifetime.Leaf + TimeSpan.FromHours(7));
    }
}
