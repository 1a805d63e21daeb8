namespace Salt.Tests.Integration.Minion;

/// <summary>Disks that are full, or as good as.</summary>
public sealed class MinionRoomTests
{
    [Test]
    public async Task With_too_little_disk_free_jobs_are_refused_and_the_daemons_own_functions_are_not()
    {
        await using var minion = await MinionUnderTest.StartAsync("min_free: 1000TiB");
        var stream = await minion.Hub.StreamAsync(0);
        var (job, ping) = (minion.Job("cmd.run", "true"), minion.Job("test.ping"));

        await stream.OfferAsync(job);
        await stream.OfferAsync(ping);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.That((head.State, head.Retcode), Is.EqualTo(("refused", 1)));
        Assert.That(ret!.GetValue<string>(), Does.Match("^ERROR: [0-9]+ bytes are free at .*, fewer than min_free"));
        Assert.That((await stream.ReturnAsync(ping)).Head.State, Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_full_spool_refuses_new_jobs_until_returns_are_stored_and_drops_none()
    {
        await using var minion = await MinionUnderTest.StartAsync("spool_max: 1MiB");
        var stream = await minion.Hub.StreamAsync(0);
        var large = minion.Job("cmd.run", "head -c 1100000 /dev/zero | tr '\\0' x");
        await MinionUnderTest.FinishAsync(stream, large);

        var refused = minion.Job("cmd.run", "true");
        await stream.OfferAsync(refused);
        var words = (await stream.ReturnAsync(refused)).Ret!.GetValue<string>();
        await stream.StoredAsync(large);
        var (head, _) = await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "true"));

        Assert.That(words, Does.Match("^ERROR: [0-9]+ bytes of returns wait for the master, more than spool_max"));
        Assert.That(head.State, Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_job_older_than_keep_jobs_is_refused()
    {
        await using var minion = await MinionUnderTest.StartAsync("keep_jobs: 1h");
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "true");
        job.Jid = "20200101000000000000";

        await stream.OfferAsync(job);
        var (head, ret) = await stream.ReturnAsync(job);

        Assert.That(head.State, Is.EqualTo("refused"));
        Assert.That(ret!.GetValue<string>(), Does.Contain("older than keep_jobs (1 h)"));
    }
}
