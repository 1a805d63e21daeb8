using Grpc.Core;
using Salt.Shared.Certificates;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

public sealed class MinionLinkTests
{
    [Test]
    public async Task A_minion_enrols_and_says_who_it_is()
    {
        await using var minion = await MinionUnderTest.StartAsync();

        var hello = (await minion.Hub.StreamAsync(0)).Hello;

        Assert.Multiple(() =>
        {
            Assert.That(hello.Fresh, Is.True);
            Assert.That(hello.Protocol, Is.EqualTo(1));
            Assert.That(hello.BootId, Is.EqualTo(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()));
            Assert.That(hello.Grains.ToStringUtf8(), Does.StartWith("{").And.Contains("\"id\":\"web1\""));
            Assert.That(hello.Jobs, Is.Empty);
            Assert.That(minion.Hub.Enrolments, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_stored_certificate_is_used_again()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        await minion.Hub.StreamAsync(0);
        await minion.Daemon.StopAsync();
        minion.StartDaemon();
        var second = await minion.Hub.StreamAsync(1);

        Assert.That(second.Hello.Fresh, Is.True);
        Assert.That(minion.Hub.Enrolments, Is.EqualTo(1));
    }

    [Test]
    public async Task Heartbeats_come_as_often_as_the_master_wants()
    {
        var heartbeat = TimeSpan.FromMilliseconds(100);
        await using var minion = await MinionUnderTest.StartAsync();
        minion.Hub.CutAll();
        minion.Hub.Answer = () => FakeHub.Welcome(heartbeat, credit: 1);
        var stream = await StreamWithAsync(minion.Hub, heartbeats: 2);

        var beats = stream.Received.Where(message => message.Heartbeat is not null).Select(message => message.Heartbeat.Sequence);

        Assert.That(beats.Take(2), Is.EqualTo(new ulong[] { 1, 2 }));
    }

    [Test]
    public async Task A_link_that_goes_dead_is_noticed_within_three_heartbeats_and_comes_back_by_itself()
    {
        var heartbeat = TimeSpan.FromMilliseconds(500);
        var masterPort = FreePort.Take();
        await using var proxy = new TcpProxy(masterPort);
        await using var minion = await MinionUnderTest.StartAsync(masterPort: masterPort, port: proxy.Port);
        minion.Hub.Answer = () => FakeHub.Welcome(heartbeat, credit: 1);
        minion.Hub.CutAll();
        var stream = await StreamWithAsync(minion.Hub, heartbeats: 1);
        await using var beating = new Heartbeats(stream, heartbeat);
        await Eventually.ReachesAsync("some heartbeats", () => stream.Received.Count, count => count > 4);
        var streams = minion.Hub.Streams.Count;
        var clock = TimeProvider.System;

        proxy.Freeze();
        var frozen = clock.GetTimestamp();
        await Eventually.ReachesAsync("the minion to notice", () => minion.Daemon.Error.ToString(), log => log.Contains("the master was silent for 1.5 s"));
        var noticed = clock.GetElapsedTime(frozen);
        await minion.Hub.StreamAsync(streams);

        Assert.That(noticed, Is.LessThanOrEqualTo(Silence(heartbeat)));
        Assert.That(minion.Hub.Streams[^1].Hello.Fresh, Is.False);
    }

    [Test]
    public async Task A_master_that_speaks_keeps_the_stream()
    {
        var heartbeat = TimeSpan.FromMilliseconds(100);
        await using var minion = await MinionUnderTest.StartAsync();
        minion.Hub.Answer = () => FakeHub.Welcome(heartbeat, credit: 1);
        minion.Hub.CutAll();
        var stream = await StreamWithAsync(minion.Hub, heartbeats: 1);
        await using var beating = new Heartbeats(stream, heartbeat);
        var streams = minion.Hub.Streams.Count;

        await Eventually.ReachesAsync("twenty heartbeats", () => stream.Received.Count(message => message.Heartbeat is not null), count => count >= 20);

        Assert.That(minion.Hub.Streams, Has.Count.EqualTo(streams));
    }

    [Test]
    public async Task A_minion_that_is_told_to_come_back_later_does_so()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        await minion.Hub.StreamAsync(0);
        minion.Hub.Answer = () => new MasterMessage { ComeBackLater = new ComeBackLater { AfterMs = 300, Reason = "too many" } };
        minion.Hub.CutAll();
        await Eventually.ReachesAsync("two attempts", () => minion.Hub.Streams.Count, count => count >= 3);

        Assert.That(minion.Daemon.Error.ToString(), Does.Contain("asks to come back").And.Contains("too many"));
    }

    [Test]
    public async Task A_minion_that_the_master_knows_no_more_enrols_again()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        await minion.Hub.StreamAsync(0);
        minion.Hub.Refusal = () => minion.Hub.Enrolments > 1 ? null : new RpcException(new Status(StatusCode.Unauthenticated, "the key was deleted"));
        minion.Hub.CutAll();
        await minion.Hub.StreamAsync(1);

        Assert.That(minion.Hub.Enrolments, Is.EqualTo(2));
        Assert.That(minion.Daemon.Error.ToString(), Does.Contain("the key was deleted"));
    }

    [Test]
    public async Task A_stop_ends_the_stream_in_good_order()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);

        var exit = await minion.Daemon.StopAsync();

        Assert.That(exit, Is.Zero);
        Assert.That(stream.IsOver, Is.True);
        Assert.That(minion.Daemon.Error.ToString(), Does.Not.Contain("good order").And.Not.Contains("error"));
    }

    [Test]
    public async Task A_certificate_that_is_due_is_renewed_and_the_next_stream_has_it_and_no_job_is_lost()
    {
        await using var minion = await MinionUnderTest.StartAsync(prepare: minion => minion.Hub.Age = TimeSpan.FromDays(300));
        var old = await minion.Hub.StreamAsync(0);
        var renewed = await minion.Hub.StreamAsync(1);
        var job = minion.Job("cmd.run", $"while [ ! -e {minion.Root}/go ]; do sleep 0.05; done; echo done");
        await MinionUnderTest.RunAsync(renewed, job);
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        var (head, _) = await renewed.ReturnAsync(job);

        Assert.Multiple(() =>
        {
            Assert.That(renewed.Serial, Is.Not.Null.And.Not.EqualTo(old.Serial));
            Assert.That(renewed.Hello.Fresh, Is.False);
            Assert.That(minion.Hub.Enrolments, Is.EqualTo(1));
            Assert.That(minion.Hub.Streams, Has.Count.EqualTo(2));
            Assert.That(head.State, Is.EqualTo("succeeded"));
        });
    }

    [Test]
    public async Task Grains_that_changed_are_told_on_the_same_stream()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        await File.WriteAllTextAsync(Path.Combine(minion.Root, "etc/salt/grains"), "colour: red");

        await stream.OfferAsync(minion.Job("saltutil.refresh_grains"));
        var told = await Eventually.ReachesAsync("the grains", () => stream.Received, received => received.Any(message => message.Grains is not null));

        Assert.That(told.Single(message => message.Grains is not null).Grains.Grains_.ToStringUtf8(), Does.Contain("\"colour\":\"red\""));
    }

    [Test]
    public async Task A_master_with_another_CA_is_refused_with_both_fingerprints()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        await minion.Hub.StreamAsync(0);
        var pinned = minion.Hub.Authority!.Fingerprint.ToString();
        await minion.StopMasterAsync();
        await minion.StartMasterAsync(CertificateAuthority.Create(TimeProvider.System.GetUtcNow()));
        var other = minion.Hub.Authority!.Fingerprint.ToString();

        var log = await Eventually.ReachesAsync("the refusal", () => minion.Daemon.Error.ToString(), log => log.Contains("refused by"));

        Assert.That(log, Does.Contain(pinned).And.Contains(other));
        Assert.That(minion.Hub.Streams, Has.Count.EqualTo(1));
    }

    /// <summary>Three heartbeats, and what a machine under load may add.</summary>
    private static TimeSpan Silence(TimeSpan heartbeat) => heartbeat * 4;

    private static async Task<HubStream> StreamWithAsync(FakeHub hub, int heartbeats)
    {
        var streams = await Eventually.ReachesAsync(
            $"a stream with {heartbeats} heartbeats",
            () => hub.Streams,
            streams => streams.Any(stream => stream.Received.Count(message => message.Heartbeat is not null) >= heartbeats));
        return streams.Last(stream => stream.Received.Any(message => message.Heartbeat is not null));
    }
}
