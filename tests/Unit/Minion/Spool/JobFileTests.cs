using System.Text;
using Salt.Minion.Jobs;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class JobFileTests
{
    private static readonly DateTimeOffset Accepted = new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(7);

    private static readonly SpooledJob Job = new(
        new PublishedJob(
            "master",
            Jid.Parse("20261121010203000004"),
            "cmd.run",
            Bytes("""["é \"x\"",12345678901234567890123,{"b":1,"a":2}]"""),
            Bytes("""{"timeout":1.50}"""),
            "web*",
            "glob",
            "sudo_alice",
            TimeSpan.FromSeconds(90),
            Bytes("""{"ticket":7}""")),
        "boot",
        TimeSpan.FromSeconds(1.5),
        Accepted);

    [Test]
    public void A_job_comes_back_as_it_was_written_its_arguments_byte_for_byte()
    {
        var read = JobFile.Parse(JobFile.Format(Job));

        Assert.Multiple(() =>
        {
            Assert.That(Text(read.Job.Arg), Is.EqualTo(Text(Job.Job.Arg)));
            Assert.That(Text(read.Job.Kwarg), Is.EqualTo(Text(Job.Job.Kwarg)));
            Assert.That(Text(read.Job.Metadata), Is.EqualTo(Text(Job.Job.Metadata)));
            Assert.That(WithoutBytes(read), Is.EqualTo(WithoutBytes(Job)));
        });
    }

    [Test]
    public void What_was_not_given_is_not_there()
    {
        var bare = new SpooledJob(Job.Job with { Limit = null, Arg = default, Kwarg = default, Metadata = default }, "boot", null, Accepted);

        var read = JobFile.Parse(JobFile.Format(bare));

        Assert.That((read.Job.Limit, read.OwnTimeout, read.Job.Arg.Length, read.Job.Metadata.Length), Is.EqualTo(((TimeSpan?)null, (TimeSpan?)null, 0, 0)));
    }

    [Test]
    public void A_field_that_a_newer_program_added_is_ignored()
    {
        var text = Text(JobFile.Format(Job)).Replace("{\"format\":1,", "{\"format\":1,\"colour\":\"red\",");

        Assert.That(JobFile.Parse(Bytes(text)).Job.Fun, Is.EqualTo("cmd.run"));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"format":1}""")]
    [TestCase("""{"format":"one"}""")]
    [TestCase("""{"format":2,"issuer":"master"}""")]
    public void What_is_not_a_whole_job_is_refused(string text) =>
        Assert.That(() => JobFile.Parse(Bytes(text)), Throws.TypeOf<FormatException>());

    [TestCase("\"limit_ms\":90000", "\"limit_ms\":9223372036854775807")]
    [TestCase("\"timeout_ms\":1500", "\"timeout_ms\":-9223372036854775808")]
    [TestCase("\"accepted_us\":1", "\"accepted_us\":91111111")]
    [TestCase("\"fun\":\"cmd.run\"", "\"fun\":\"\\udfff\"")]
    [TestCase("\"user\":", "\"fun\":", Description = "a key twice")]
    [TestCase("\"tgt\":\"web*\"", "\"tgt\":null")]
    public void A_damaged_job_is_refused(string good, string damaged)
    {
        var text = Text(JobFile.Format(Job));
        Assert.That(text, Does.Contain(good));
        Assert.That(() => JobFile.Parse(Bytes(text.Replace(good, damaged))), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void Every_torn_job_is_refused()
    {
        var whole = JobFile.Format(Job);

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.That(() => JobFile.Parse(whole.AsMemory(0, length)), Throws.TypeOf<FormatException>(), $"{length} bytes");
        }
    }

    [TestCase(null, null, null, false)]
    [TestCase(5, null, 5, false)]
    [TestCase(null, 5, 5, true)]
    [TestCase(5, 3, 3, true)]
    [TestCase(3, 5, 3, false)]
    [TestCase(5, 5, 5, true)]
    public void Of_two_limits_the_shorter_holds_and_the_functions_own_words_its_end(int? limit, int? own, int? first, bool ownIsFirst)
    {
        var job = Job with { Job = Job.Job with { Limit = Seconds(limit) }, OwnTimeout = Seconds(own) };

        Assert.That((job.FirstLimit, job.OwnTimeoutIsFirst), Is.EqualTo((Seconds(first), ownIsFirst)));
    }

    private static SpooledJob WithoutBytes(SpooledJob job) =>
        job with { Job = job.Job with { Arg = default, Kwarg = default, Metadata = default } };

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
