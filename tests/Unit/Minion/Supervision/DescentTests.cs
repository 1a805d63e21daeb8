using Salt.Minion.Supervision.Trees;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Supervision;

public sealed class DescentTests
{
    private const int Supervisor = 10;
    private static readonly Jid A = Jid.Parse("20260101000000000001");
    private static readonly Jid B = Jid.Parse("20260101000000000002");

    [Test]
    public void The_root_and_all_below_it_are_members()
    {
        var look = Look([Root(100), Process(101, 100), Process(102, 101, session: 102)], (A, 100));
        Assert.That(Members(look, A), Is.EquivalentTo(new[] { 100, 101, 102 }));
    }

    [Test]
    public void An_orphan_in_the_roots_session_is_a_member_even_when_the_root_has_gone()
    {
        var look = Look([Root(200), Process(101, Supervisor, session: 100)], (A, 100), (B, 200));
        Assert.That(Members(look, A), Is.EqualTo(new[] { 101 }));
    }

    [Test]
    public void An_orphan_in_its_own_session_is_told_by_its_mark_and_brings_its_children()
    {
        var look = Look(
            [Root(100), Root(200), Process(101, Supervisor, session: 101, mark: A), Process(102, 101, session: 101)],
            (A, 100),
            (B, 200));
        Assert.That(Members(look, A), Is.EquivalentTo(new[] { 100, 101, 102 }));
    }

    [Test]
    public void A_recycled_pid_is_not_the_root()
    {
        var look = Look([Process(100, 1, startTime: 999), Root(200)], (A, 100), (B, 200));
        Assert.That(Members(look, A), Is.Empty);
    }

    [Test]
    public void A_strangers_session_of_the_same_number_is_nobodys()
    {
        var look = Look([Process(300, 1, session: 100)], (A, 100));
        Assert.That(look.Members, Is.Empty);
    }

    [Test]
    public void A_stranger_with_the_mark_is_a_member_only_if_an_earlier_supervisor_may_have_started_it()
    {
        var stranger = Process(300, 1, session: 300, mark: A);
        Assert.Multiple(() =>
        {
            Assert.That(Look([stranger], (A, 100)).Members, Is.Empty);
            Assert.That(Members(Look([stranger], strangers: true, (A, 100)), A), Is.EqualTo(new[] { 300 }));
        });
    }

    [Test]
    public void The_dead_are_not_members_but_still_connect_the_living()
    {
        var look = Look([Root(100) with { State = 'Z' }, Process(101, 100, session: 101)], (A, 100), (B, 200));
        Assert.That(Members(look, A), Is.EqualTo(new[] { 101 }));
    }

    [Test]
    public void An_orphan_without_any_sign_is_unknown_unless_there_is_but_one_job()
    {
        var orphan = Process(101, Supervisor, session: 101);
        Assert.Multiple(() =>
        {
            Assert.That(Look([orphan, Root(100), Root(200)], (A, 100), (B, 200)).Unknown.Single().Pid, Is.EqualTo(101));
            Assert.That(Members(Look([orphan, Root(100)], (A, 100)), A), Is.EquivalentTo(new[] { 100, 101 }));
        });
    }

    [Test]
    public void A_ring_of_parents_in_a_blurred_picture_ends()
    {
        var look = Look([Process(101, 102), Process(102, 101)], (A, 100));
        Assert.That(look.Members, Is.Empty);
    }

    private static readonly Dictionary<int, Jid> Marks = [];

    [SetUp]
    public void SetUp() => Marks.Clear();

    private static ProcStat Root(int pid) => Process(pid, Supervisor, session: pid);

    private static ProcStat Process(int pid, int parent, int session = 1, ulong startTime = 5, Jid? mark = null)
    {
        if (mark is { } jid) Marks[pid] = jid;
        return new ProcStat(pid, "p", 'S', parent, session, startTime);
    }

    private static Descent Look(ProcStat[] processes, params (Jid Jid, int Pid)[] roots) => Look(processes, strangers: false, roots);

    private static Descent Look(ProcStat[] processes, bool strangers, params (Jid Jid, int Pid)[] roots) => new(
        processes,
        [.. roots.Select(root => new JobRoot(root.Jid, root.Pid, 5))],
        Supervisor,
        pid => Marks.TryGetValue(pid, out var jid) ? jid : null,
        strangers);

    private static IEnumerable<int> Members(Descent look, Jid job) =>
        look.Members.Where(member => member.Job == job).Select(member => member.Process.Pid);
}
