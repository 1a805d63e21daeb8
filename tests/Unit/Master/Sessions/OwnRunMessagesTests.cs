using System.Text;
using Google.Protobuf;
using Salt.Master.Sessions;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Tests.Unit.Master.Sessions;

/// <summary>What minions say of the runs of their own schedules, as it comes through the door.</summary>
internal sealed class OwnRunMessagesTests
{
    private const string Jid = "20260704120000000001";

    private static readonly MinionId Web1 = MinionId.Parse("web1");

    [TestCase("""[1,"two"]""", """[1,"two"]""")]
    [TestCase("", "[]")]
    [TestCase("not JSON", "[]")]
    [TestCase("{}", "[]")]
    [TestCase("""["\ud800"]""", "[]")]
    [TestCase("""[{"a":1,"a":2}]""", "[]")]
    public void Arguments_that_cannot_be_read_are_left_out_and_the_run_is_there(string arg, string shown)
    {
        var job = new Job { Fun = "test.ping", Arg = ByteString.CopyFromUtf8(arg), Tgt = "web1", TgtType = "list", User = "schedule" };
        var (progress, violation) = HubEdge.Update(Web1, new JobUpdate { Issuer = "web1", Jid = Jid, State = "running", Pid = 7, StartedUs = 5, Job = job });

        Assert.That(violation, Is.Null);
        Assert.That(Encoding.UTF8.GetString(progress!.Own!.Spec.Arg.Span), Is.EqualTo(shown));
        Assert.That((progress.Own.Pid, progress.Own.StartedUs, progress.Own.Spec.Key), Is.EqualTo((7, 5L, progress.Key)));
    }

    [Test]
    public void A_minion_comes_in_whatever_its_schedule_runs()
    {
        var hello = new Hello { Version = "1", Protocol = 1, MachineId = "m", BootId = "b", Grains = ByteString.CopyFromUtf8("{}") };
        hello.Jobs.Add(new HeldJob { Issuer = "web1", Jid = Jid, State = "running", Job = new Job { Fun = "test.ping", Kwarg = ByteString.CopyFromUtf8("[") } });
        var (facts, violation) = HubEdge.Hello(Web1, hello);

        Assert.That(violation, Is.Null);
        Assert.That(facts!.Jobs.Single().Own!.Spec.Kwarg.ToArray(), Is.EqualTo("{}"u8.ToArray()));
    }
}
