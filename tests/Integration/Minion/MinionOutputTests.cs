using System.Text;
using Google.Protobuf;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>What a minion tells of a job's output, and what it does not.</summary>
public sealed class MinionOutputTests
{
    private const uint Plenty = 1 << 30;

    [Test]
    public async Task What_a_job_prints_is_told_as_it_comes_and_then_that_it_is_over()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run_all", $"echo one; echo oh >&2; until [ -e {minion.Root}/go ]; do sleep 0.05; done; echo two");
        await MinionUnderTest.RunAsync(stream, job);

        await ReadAsync(stream, job, 1);
        await TextAsync(stream, 1, "stdout", "one\n");
        await TextAsync(stream, 1, "stderr", "oh\n");
        var early = Chunks(stream, 1).Any(chunk => chunk.Last);
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        var last = await LastAsync(stream, 1);

        Assert.Multiple(() =>
        {
            Assert.That(early, Is.False);
            Assert.That(Text(stream, 1, "stdout"), Is.EqualTo("one\ntwo\n"));
            Assert.That(Chunks(stream, 1).Where(chunk => chunk.Stream == "stdout" && !chunk.Last).Select(chunk => chunk.Offset), Is.EqualTo(new ulong[] { 0, 4 }));
            Assert.That((last.StdoutSize, last.StderrSize, last.Absent), Is.EqualTo((8UL, 3UL, false)));
        });
    }

    [Test]
    public async Task A_job_that_waits_is_read_when_it_runs()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo begun");
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");

        await ReadAsync(stream, job, 1);
        await stream.StartAsync(job);
        await LastAsync(stream, 1);

        Assert.That(Text(stream, 1, "stdout"), Is.EqualTo("begun\n"));
    }

    [TestCase(0, "0123456789")]
    [TestCase(4, "456789")]
    [TestCase(10, "")]
    [TestCase(11, "")]
    [TestCase(-3, "789")]
    [TestCase(-11, "0123456789")]
    public async Task A_job_that_has_ended_is_read_from_any_offset(long from, string text)
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "printf 0123456789");
        await MinionUnderTest.FinishAsync(stream, job);

        await ReadAsync(stream, job, 1, from);
        var last = await LastAsync(stream, 1);

        Assert.That(Text(stream, 1, "stdout"), Is.EqualTo(text));
        Assert.That(last.StdoutSize, Is.EqualTo(10));
    }

    [Test]
    public async Task Bytes_that_are_not_kept_are_a_leap_in_the_offsets()
    {
        const int kept = 64 << 10;
        await using var minion = await MinionUnderTest.StartAsync($"output_max: {kept}");
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "seq 100000");
        await MinionUnderTest.FinishAsync(stream, job);
        var whole = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 100_000).Select(number => $"{number}\n")));

        await ReadAsync(stream, job, 1);
        var last = await LastAsync(stream, 1);

        var chunks = Chunks(stream, 1).Where(chunk => !chunk.Last).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(last.StdoutSize, Is.EqualTo(whole.Length));
            Assert.That(chunks.Sum(chunk => chunk.Data.Length), Is.LessThanOrEqualTo(kept));
            Assert.That((int)chunks[^1].Offset + chunks[^1].Data.Length, Is.EqualTo(whole.Length));
            foreach (var chunk in chunks) Assert.That(chunk.Data.ToByteArray(), Is.EqualTo(whole.AsSpan((int)chunk.Offset, chunk.Data.Length).ToArray()));
        });
    }

    [Test]
    public async Task No_more_is_sent_than_there_is_credit_for_and_jobs_go_on_meanwhile()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "seq 100000");
        var (head, _) = await MinionUnderTest.FinishAsync(stream, job);

        await ReadAsync(stream, job, 1, credit: 1000);
        await Eventually.ReachesAsync("the credit to be used", () => Sent(stream, 1), sent => sent == 1000);
        await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "true"));
        var before = Sent(stream, 1);
        await stream.SendAsync(new MasterMessage { OutputCredit = new OutputCredit { Reader = 1, Bytes = Plenty } });
        var last = await LastAsync(stream, 1);

        Assert.That(before, Is.EqualTo(1000));
        Assert.That((ulong)Sent(stream, 1), Is.EqualTo(head.OutputBytes));
        Assert.That(last.StdoutSize, Is.EqualTo(head.OutputBytes));
    }

    [Test]
    public async Task A_reader_that_was_stopped_is_told_nothing_more()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"echo one; until [ -e {minion.Root}/go ]; do sleep 0.05; done; echo two");
        await MinionUnderTest.RunAsync(stream, job);
        await ReadAsync(stream, job, 1);
        await ReadAsync(stream, job, 2);
        await TextAsync(stream, 1, "stdout", "one\n");

        await stream.SendAsync(new MasterMessage { StopReading = new StopReading { Reader = 1 } });
        // Answered behind the stop: from here on the minion knows.
        await stream.OfferAsync(minion.Job("test.ping"));
        await Eventually.ReachesAsync("an answer", () => stream.Received, received => received.Any(message => message.Return is not null));
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        await LastAsync(stream, 2);

        Assert.That(Text(stream, 2, "stdout"), Is.EqualTo("one\ntwo\n"));
        Assert.That(Text(stream, 1, "stdout"), Is.EqualTo("one\n"));
    }

    [Test]
    public async Task A_reader_whose_job_is_over_for_the_master_ends_when_all_was_sent()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo never");
        await stream.OfferAsync(job);
        await stream.UpdateAsync(job, "accepted");

        await ReadAsync(stream, job, 1);
        await stream.SendAsync(new MasterMessage { StopReading = new StopReading { Reader = 1, AtEnd = true } });

        Assert.That((await LastAsync(stream, 1)).StdoutSize, Is.Zero);
    }

    [Test]
    public async Task A_daemon_that_was_killed_goes_on_where_its_predecessor_was()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", $"echo one; until [ -e {minion.Root}/go ]; do sleep 0.05; done; echo two");
        await MinionUnderTest.RunAsync(stream, job);
        await ReadAsync(stream, job, 1);
        await TextAsync(stream, 1, "stdout", "one\n");

        await minion.Daemon.KillAsync();
        minion.StartDaemon();
        var second = await minion.Hub.StreamAsync(1);
        await ReadAsync(second, job, 2, from: 4);
        await File.WriteAllTextAsync($"{minion.Root}/go", "");
        await LastAsync(second, 2);

        Assert.That(Text(second, 2, "stdout"), Is.EqualTo("two\n"));
    }

    [TestCase("../../../../../../etc")]
    [TestCase("..")]
    [TestCase("")]
    [TestCase("/etc")]
    [TestCase("20261121013419536753/../../proc")]
    public async Task What_names_no_job_is_dropped_and_the_stream_goes_on(string jid)
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);

        await ReadAsync(stream, new Job { Issuer = "master", Jid = jid }, 1);
        await ReadAsync(stream, new Job { Issuer = "master", Jid = "20261121013419536752" }, 2);
        var last = await LastAsync(stream, 2);

        Assert.That(last.Absent, Is.True);
        Assert.That(Sent(stream, 1), Is.Zero);
        Assert.That(minion.Hub.Streams, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_issuers_job_is_not_told_of()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);
        var job = minion.Job("cmd.run", "echo secret");
        await MinionUnderTest.FinishAsync(stream, job);

        await ReadAsync(stream, new Job { Issuer = "other", Jid = job.Jid }, 1);

        Assert.That((await LastAsync(stream, 1)).Absent, Is.True);
        Assert.That(Sent(stream, 1), Is.Zero);
    }

    [Test]
    public async Task What_is_said_to_an_unknown_reader_harms_nobody()
    {
        await using var minion = await MinionUnderTest.StartAsync();
        var stream = await minion.Hub.StreamAsync(0);

        await stream.SendAsync(new MasterMessage { OutputCredit = new OutputCredit { Reader = 7, Bytes = uint.MaxValue } });
        await stream.SendAsync(new MasterMessage { StopReading = new StopReading { Reader = 7 } });
        await stream.SendAsync(new MasterMessage { StopReading = new StopReading { Reader = 7, AtEnd = true } });
        var (head, _) = await MinionUnderTest.FinishAsync(stream, minion.Job("cmd.run", "true"));

        Assert.That(head.State, Is.EqualTo("succeeded"));
    }

    private static Task ReadAsync(HubStream stream, Job job, ulong reader, long from = 0, uint credit = Plenty) =>
        stream.SendAsync(new MasterMessage
        {
            ReadOutput = new ReadOutput { Reader = reader, Issuer = job.Issuer, Jid = job.Jid, StdoutFrom = from, StderrFrom = from, Credit = credit },
        });

    private static List<OutputChunk> Chunks(HubStream stream, ulong reader) =>
        [.. stream.Received.Where(message => message.Output?.Reader == reader).Select(message => message.Output)];

    private static int Sent(HubStream stream, ulong reader) => Chunks(stream, reader).Sum(chunk => chunk.Data.Length);

    private static string Text(HubStream stream, ulong reader, string name) =>
        ByteString.CopyFrom([.. Chunks(stream, reader).Where(chunk => chunk.Stream == name).SelectMany(chunk => chunk.Data)]).ToStringUtf8();

    private static Task<string> TextAsync(HubStream stream, ulong reader, string name, string text) =>
        Eventually.ReachesAsync($"'{text}' on {name}", () => Text(stream, reader, name), told => told == text);

    private static async Task<OutputChunk> LastAsync(HubStream stream, ulong reader)
    {
        var chunks = await Eventually.ReachesAsync(
            $"the last chunk of reader {reader}", () => Chunks(stream, reader), chunks => chunks is [.., { Last: true }]);
        return chunks[^1];
    }
}
