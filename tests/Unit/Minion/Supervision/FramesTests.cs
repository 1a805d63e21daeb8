using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Protocol;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Supervision;

public sealed class FramesTests
{
    private static readonly LaunchPlan Plan = new()
    {
        Jid = Jid.Parse("20260101000000000001"),
        Folder = "/jobs/20260101000000000001",
        Argv = ["/bin/sh", "-c", "echo \"ü\"\n"],
        Environment = new Dictionary<string, string> { ["A"] = "" },
        Directory = "/",
        RunAs = new RunAs("joe", 5, 6, [6, 7]),
        Umask = 18,
        MergeOutput = true,
        Limit = TimeSpan.FromSeconds(1.5),
        Grace = TimeSpan.Zero,
        OutputMax = 1L << 40,
    };

    [Test]
    public void A_plan_arrives_as_it_was_sent_in_whatever_pieces()
    {
        var frame = Frames.Encode(new Request(7) { Start = Plan }, SupervisionJson.Default.Request);
        for (var length = 0; length < frame.Length; length++)
            Assert.That(Frames.TryDecode(frame.AsSpan(0, length), SupervisionJson.Default.Request, out _, out _), Is.False);

        Assert.That(Frames.TryDecode(frame, SupervisionJson.Default.Request, out var request, out var used));
        Assert.Multiple(() =>
        {
            Assert.That(used, Is.EqualTo(frame.Length));
            Assert.That(request!.Id, Is.EqualTo(7));
            Assert.That(request.Start!.Argv, Is.EqualTo(Plan.Argv));
            Assert.That(request.Start.Environment, Is.EqualTo(Plan.Environment));
            Assert.That(request.Start.RunAs!.Groups, Is.EqualTo(Plan.RunAs!.Groups));
            Assert.That(
                request.Start with { Argv = Plan.Argv, Environment = Plan.Environment, RunAs = Plan.RunAs },
                Is.EqualTo(Plan));
        });
    }

    [TestCase(new byte[] { 255, 255, 255, 255 })]
    [TestCase(new byte[] { 0, 0, 0, 0 })]
    [TestCase(new byte[] { 2, 0, 0, 0, 0x7B, 0x7B })]
    [TestCase(new byte[] { 2, 0, 0, 0, 0x5B, 0x5D })]
    public void What_is_not_ours_is_refused(byte[] received) => Assert.That(
        () => Frames.TryDecode(received, SupervisionJson.Default.Request, out _, out _),
        Throws.InstanceOf<SystemFault>());

    [Test]
    public void An_unknown_field_of_a_newer_side_is_passed_over()
    {
        byte[] frame = [.. "\u0010\0\0\0"u8, .. "{\"id\":3,\"new\":1}"u8];
        Assert.That(Frames.TryDecode(frame, SupervisionJson.Default.Request, out var request, out _));
        Assert.That(request!.Id, Is.EqualTo(3));
    }

    [Test]
    public void The_command_line_is_read_as_it_was_written([Values] bool noCgroup)
    {
        var arguments = new SupervisorArguments("/run/salt", "/jobs with blank", "salt-1", noCgroup, TimeSpan.FromSeconds(2.5));
        Assert.That(SupervisorArguments.Parse(arguments.ToList()), Is.EqualTo(arguments));
    }

    [TestCase("")]
    [TestCase("--run /x --jobs /y")]
    [TestCase("--run /x --jobs /y --group g --linger soon")]
    [TestCase("--run /x --jobs /y --group g --what")]
    public void A_command_line_that_is_not_ours_is_refused(string line) =>
        Assert.That(SupervisorArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Is.Null);

    [Test]
    public void A_backlog_gives_back_what_it_was_given_in_order()
    {
        var backlog = new Backlog();
        var given = new List<byte>();
        var taken = new List<byte>();
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = Enumerable.Range(i, i % 97).Select(b => (byte)b).ToArray();
            backlog.Add(bytes);
            given.AddRange(bytes);
            var take = Math.Min(backlog.Length, i % 89);
            taken.AddRange(backlog.Content[..take]);
            backlog.Remove(take);
        }

        taken.AddRange(backlog.Content);
        Assert.That(taken, Is.EqualTo(given));
    }

    [Test]
    public void Minions_of_one_machine_have_cgroups_of_their_own()
    {
        var names = new[]
        {
            CgroupName.Of("", MinionId.Parse("a")),
            CgroupName.Of("", MinionId.Parse("b")),
            CgroupName.Of("/root", MinionId.Parse("a")),
        };
        Assert.Multiple(() =>
        {
            Assert.That(names, Is.Unique);
            Assert.That(names, Is.All.Match("^salt-[0-9a-f]{12}$"));
        });
    }
}
