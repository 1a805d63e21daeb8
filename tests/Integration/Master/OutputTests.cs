using Google.Protobuf;
using Grpc.Core;
using Salt.Tests.Integration.Clusters;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>An operator follows what a job prints; minions that say what they like.</summary>
[Parallelizable]
public class OutputTests : MasterFixture
{
    [Test]
    public async Task What_the_minion_sends_is_passed_on_and_the_end_says_how_the_job_ended()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        using var call = Attach(jid);

        var attached = (await NextAsync(call)).Attached;
        var read = await ReadAsync(minion);
        await PrintAsync(minion, read.Reader, 0, "one\n");
        var printed = (await NextAsync(call)).Printed;
        await LastAsync(minion, read.Reader, 4);
        await minion.ReturnAsync(job, "\"one\"", "failed", 3);
        var end = (await NextAsync(call)).End;

        Assert.Multiple(() =>
        {
            Assert.That(attached.Job.Jid, Is.EqualTo(jid));
            Assert.That(attached.Minions, Is.EqualTo(new[] { "web1" }));
            Assert.That((read.Jid, read.Issuer, read.StdoutFrom, read.StderrFrom), Is.EqualTo((jid, "master", 0L, 0L)));
            Assert.That((printed.Minion, printed.Stream, printed.Offset, printed.Data.ToStringUtf8()), Is.EqualTo(("web1", "stdout", 0UL, "one\n")));
            Assert.That((end.Target.State, end.Target.Retcode, end.StdoutSize, end.Absent), Is.EqualTo(("failed", 3, 4UL, false)));
            Assert.That(end.Target.Ret, Is.Empty);
        });
        Assert.That(await call.ResponseStream.MoveNext(default), Is.False);
    }

    [Test]
    public async Task A_minion_is_asked_only_once_it_has_the_job()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.OfferAsync();
        using var call = Attach(jid);
        await NextAsync(call);

        await minion.AcceptedAsync(job);
        var messages = new[] { (await minion.ReadAsync()).KindCase, (await minion.ReadAsync()).KindCase };

        Assert.That(messages, Is.EquivalentTo(new[] { MasterKind.Start, MasterKind.ReadOutput }));
    }

    [Test]
    public async Task A_minion_that_comes_back_is_asked_for_the_rest()
    {
        var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        using var call = Attach(jid);
        await NextAsync(call);
        var first = await ReadAsync(minion);
        await PrintAsync(minion, first.Reader, 0, "one\n");
        await PrintAsync(minion, first.Reader, 100, "oh\n", "stderr");
        await NextAsync(call);
        await NextAsync(call);

        await minion.DisposeAsync();
        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "running")));
        var second = await ReadAsync(back);
        await PrintAsync(back, second.Reader, 4, "two\n");
        var printed = (await NextAsync(call)).Printed;

        Assert.That((second.StdoutFrom, second.StderrFrom), Is.EqualTo((4L, 103L)));
        Assert.That(printed.Data.ToStringUtf8(), Is.EqualTo("two\n"));
    }

    [Test]
    public async Task Of_a_job_that_never_started_the_reason_is_told_and_nobody_is_asked()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request(acceptMs: 200));
        await minion.OfferAsync();
        using var call = Attach(jid);
        await NextAsync(call);

        var end = (await NextAsync(call)).End;
        await minion.ExpectAsync(MasterKind.Withdraw);

        Assert.That((end.Target.State, end.Target.Reason, end.Absent), Is.EqualTo(("undelivered", "the minion did not accept it within 0.2 s", true)));
    }

    [Test]
    public async Task A_job_that_is_over_is_read_from_the_offset_that_is_asked_for()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        await minion.ReturnAsync(job, "1");
        await minion.ExpectAsync(MasterKind.Stored);
        using var call = Master.Control.Attach(new AttachRequest
        {
            Jid = jid, StdoutFrom = 5, Places = { new OutputPlace { Minion = "web1", StdoutFrom = -7, StderrFrom = 9 } },
        });
        await NextAsync(call);

        var read = await ReadAsync(minion);
        var drain = (await minion.ExpectAsync(MasterKind.StopReading)).StopReading;

        Assert.That((read.StdoutFrom, read.StderrFrom), Is.EqualTo((-7L, 9L)));
        Assert.That((drain.Reader, drain.AtEnd), Is.EqualTo((read.Reader, true)));
    }

    [Test]
    public async Task An_operator_who_leaves_is_not_read_for_any_more()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.TakeAsync();
        ulong reader;
        using (var call = Attach(jid))
        {
            await NextAsync(call);
            reader = (await ReadAsync(minion)).Reader;
        }

        var stop = (await minion.ExpectAsync(MasterKind.StopReading)).StopReading;
        await PrintAsync(minion, reader, 0, "late");

        Assert.That((stop.Reader, stop.AtEnd), Is.EqualTo((reader, false)));
        Assert.That((await Master.MinionAsync("web1")).Up, Is.True);
    }

    [Test]
    public async Task An_operator_who_does_not_read_gives_no_credit()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.TakeAsync();
        using var call = Attach(jid);
        var read = await ReadAsync(minion);
        var given = await SendUntilDryAsync(minion, read);

        // What the sockets and both HTTP/2 windows hold, and no more, was taken.
        Assert.That(given, Is.LessThan(16 << 20));
        Assert.That((await Master.MinionAsync("web1")).Up, Is.True);
    }

    [TestCase(0, 1 << 20, "more output than it has credit for")]
    [TestCase(3, 4, "output out of its order")]
    [TestCase(10, 0, "output out of its order")]
    public async Task A_minion_that_breaks_the_protocol_is_cut(long offset, int length, string why)
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.TakeAsync();
        using var call = Attach(jid);
        var read = await ReadAsync(minion);
        if (offset > 0) await PrintAsync(minion, read.Reader, 0, "0123");

        await PrintAsync(minion, read.Reader, offset, new string('x', length));
        var status = await minion.EndAsync();

        Assert.That(status.Detail, Does.Contain(why));
    }

    [Test]
    public async Task Output_of_no_stream_of_a_job_is_dropped()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.TakeAsync();
        using var call = Attach(jid);
        await NextAsync(call);
        var read = await ReadAsync(minion);

        await PrintAsync(minion, read.Reader, 0, "bad", "stdin");
        await PrintAsync(minion, read.Reader, 0, "good");

        Assert.That((await NextAsync(call)).Printed.Data.ToStringUtf8(), Is.EqualTo("good"));
        Assert.That((await Master.MinionAsync("web1")).Up, Is.True);
    }

    [Test]
    public async Task A_minion_says_nothing_in_anothers_name()
    {
        await using var minion = await Master.ConnectAsync("web1");
        await using var other = await Master.ConnectAsync("web2");
        var jid = await SubmitAsync(Request(tgt: "web1"));
        await minion.TakeAsync();
        using var call = Attach(jid);
        await NextAsync(call);
        var read = await ReadAsync(minion);

        await PrintAsync(other, read.Reader, 0, "forged");
        await LastAsync(other, read.Reader, 6);
        await other.SayAsync(new MinionMessage { Grains = new Grains { Grains_ = FakeMinion.Json("""{"seen":true}""") } });
        await Eventually.ReachesAsync("the forger to be heard", async () => (await Master.MinionAsync("web2")).Grains.ToStringUtf8(), grains => grains.Contains("seen"));
        await PrintAsync(minion, read.Reader, 0, "true");

        Assert.That((await NextAsync(call)).Printed.Data.ToStringUtf8(), Is.EqualTo("true"));
    }

    [Test]
    public async Task A_minion_that_is_away_is_named_and_waited_for()
    {
        var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        using var call = Attach(jid);
        await NextAsync(call);
        await minion.DisposeAsync();

        var away = (await NextAsync(call)).Away;
        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "running")));
        var returned = (await NextAsync(call)).Back;

        Assert.That(away.Minion, Is.EqualTo("web1"));
        Assert.That(away.SinceUs, Is.Positive);
        Assert.That(returned.Minion, Is.EqualTo("web1"));
    }

    [TestCase("20200101000000000000", "web1", StatusCode.NotFound)]
    [TestCase("nonsense", "web1", StatusCode.InvalidArgument)]
    [TestCase("", "../web1", StatusCode.InvalidArgument)]
    [TestCase("", "web2", StatusCode.InvalidArgument)]
    public async Task What_cannot_be_attached_to_is_refused(string jid, string minion, StatusCode code)
    {
        await using var web1 = await Master.ConnectAsync("web1");
        var submitted = await SubmitAsync(Request());
        using var call = Master.Control.Attach(new AttachRequest { Jid = jid.Length > 0 ? jid : submitted, Minions = { minion } });

        Assert.That((await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default)))!.StatusCode, Is.EqualTo(code));
    }

    private AsyncServerStreamingCall<OutputPiece> Attach(string jid) => Master.Control.Attach(new AttachRequest { Jid = jid });

    private static async Task<OutputPiece> NextAsync(AsyncServerStreamingCall<OutputPiece> call)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        Assert.That(await call.ResponseStream.MoveNext(patience.Token), Is.True, "the stream has ended");
        return call.ResponseStream.Current;
    }

    private static async Task<ReadOutput> ReadAsync(FakeMinion minion) => (await minion.ExpectAsync(MasterKind.ReadOutput)).ReadOutput;

    private static Task PrintAsync(FakeMinion minion, ulong reader, long offset, string text, string stream = "stdout") =>
        minion.SayAsync(new MinionMessage
        {
            Output = new OutputChunk { Reader = reader, Stream = stream, Offset = (ulong)offset, Data = ByteString.CopyFromUtf8(text) },
        });

    private static Task LastAsync(FakeMinion minion, ulong reader, ulong size) =>
        minion.SayAsync(new MinionMessage { Output = new OutputChunk { Reader = reader, Stream = "stdout", Offset = size, Last = true, StdoutSize = size } });

    /// <summary>Sends as much as there is credit for.</summary>
    /// <returns>How much that was, once nothing more is given.</returns>
    private static async Task<long> SendUntilDryAsync(FakeMinion minion, ReadOutput read)
    {
        var piece = new string('x', 16 << 10);
        long sent = 0;
        long credit = read.Credit;
        while (true)
        {
            for (; credit >= piece.Length; credit -= piece.Length, sent += piece.Length) await PrintAsync(minion, read.Reader, sent, piece);
            if (await CreditAsync(minion) is not { } more) return sent;
            credit += more;
        }
    }

    /// <returns>Null: none within a second.</returns>
    private static async Task<uint?> CreditAsync(FakeMinion minion)
    {
        try
        {
            return (await minion.ExpectAsync(MasterKind.OutputCredit).WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System)).OutputCredit.Bytes;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
