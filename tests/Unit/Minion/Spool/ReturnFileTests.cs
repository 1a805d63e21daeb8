using System.Text;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class ReturnFileTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(7);

    private static readonly JobReturn Return = new()
    {
        Issuer = "master",
        Jid = Jid.Parse("20261121010203000004"),
        Fun = "cmd.run",
        State = JobState.Killed,
        Retcode = 143,
        Ret = Encoding.UTF8.GetBytes("""{"b":12345678901234567890123,"a":"é"}"""),
        Started = Time,
        Ended = Time.AddSeconds(1),
        Reason = "signal 15 by alice",
        Signal = 15,
        By = "alice",
        Pid = 42,
        LeftRunning = 1,
        OutputBytes = 1L << 40,
    };

    [Test]
    public void A_return_comes_back_as_it_was_written()
    {
        var read = ReturnFile.Parse(ReturnFile.Format(Return, "/jobs/1/return.json", null).ToArray());

        Assert.That(read.Ret.ToArray(), Is.EqualTo(Return.Ret.ToArray()));
        Assert.That(read with { Ret = default }, Is.EqualTo(Return with { Ret = default }));
    }

    [Test]
    public void A_commands_record_stands_beside_its_return()
    {
        var text = ReturnFile.Format(Return, "/jobs/1/return.json", new CommandRecord("echo é", 143, "a\nb", ""));

        var read = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        Assert.That((int)read["finished"]!, Is.EqualTo(1));
        Assert.That((int)read["rc"]!, Is.EqualTo(143));
        Assert.That(read["stdout_lines"]!.ToJsonString(), Is.EqualTo("""["a","b"]"""));
        Assert.That((string)read["delta"]!, Is.EqualTo("0:00:01.000000"));
        Assert.That(ReturnFile.Parse(text.ToArray()) with { Ret = default }, Is.EqualTo(Return with { Ret = default }));
    }

    [Test]
    public void A_job_that_never_started_comes_back_so() =>
        Assert.That(ReturnFile.Parse(ReturnFile.Format(Return with { Started = null }, "/jobs/1/return.json", null).ToArray()).Started, Is.Null);

    [Test]
    public void Every_torn_return_is_refused()
    {
        var whole = ReturnFile.Format(Return, "/jobs/1/return.json", null).ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.That(() => ReturnFile.Parse(whole.AsMemory(0, length)), Throws.TypeOf<FormatException>(), $"{length} bytes");
        }
    }
}
