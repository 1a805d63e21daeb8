using FsCheck;
using FsCheck.Fluent;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Jobs;

public class JidTests
{
    [Test]
    public void A_jid_is_its_submission_time_in_digits() =>
        Assert.That(
            Jid.At(new DateTimeOffset(2026, 11, 21, 1, 36, 8, TimeSpan.Zero).AddMicroseconds(746194)).ToString(),
            Is.EqualTo("20261121013608746194"));

    [TestCase("")]
    [TestCase("2026112101360874619")]
    [TestCase("202611210136087461940")]
    [TestCase("20261321013608746194")]
    [TestCase("20260230013608746194")]
    [TestCase("20261121013608 46194")]
    [TestCase("+0261121013608746194")]
    [TestCase("２０２６1121013608746194")]
    [TestCase("99991231235959999999")]
    [TestCase("99990101000000000000")]
    [TestCase("19691231235959999999")]
    [TestCase("00010101000000000000")]
    [TestCase(null)]
    public void What_is_not_twenty_digits_of_a_time_is_no_jid(string? text) =>
        Assert.That(Jid.TryParse(text, out _), Is.False);

    [Test]
    public void An_operator_who_writes_no_jid_is_told_what_one_is()
    {
        Assert.That(Jid.OfOperator("20261121010000000001"), Is.EqualTo(Jid.Parse("20261121010000000001")));
        Assert.That(
            () => Jid.OfOperator("12"),
            Throws.TypeOf<SaltException>().With.Message.EqualTo("'12' is not a jid: 20 digits, as master-cli jobs list shows them")
                .And.Property(nameof(SaltException.Failure)).EqualTo(Failure.BadRequest));
    }

    [Test]
    public void The_last_jid_has_one_behind_it() =>
        Assert.That(Jid.Parse("99981231235959999999").Next().ToString(), Is.EqualTo("99990101000000000000"));

    [FsCheck.NUnit.Property]
    public Property A_jid_survives_its_text() => Prop.ForAll(Instants, time =>
        Jid.Parse(Jid.At(time).ToString()) == Jid.At(time));

    [FsCheck.NUnit.Property]
    public Property Text_order_is_time_order() => Prop.ForAll(Instants, Instants, (one, other) =>
        Math.Sign(string.CompareOrdinal(Jid.At(one).ToString(), Jid.At(other).ToString())) == Jid.At(one).CompareTo(Jid.At(other)));

    [FsCheck.NUnit.Property]
    public Property No_text_makes_the_parser_fail() => Prop.ForAll<string>(text =>
        !Jid.TryParse(text, out var jid) || jid.ToString() == text);

    [FsCheck.NUnit.Property]
    public Property Jids_increase_whatever_the_clock_does() => Prop.ForAll(Instants.Generator.ArrayOf().ToArbitrary(), times =>
    {
        var clock = new SteppedClock(times);
        var issuer = new JidIssuer(clock, Jid.At(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var jids = times.Select(_ => issuer.Issue()).ToList();
        return jids.Zip(jids.Skip(1)).All(pair => pair.First < pair.Second);
    });

    private static Arbitrary<DateTimeOffset> Instants => Gen
        .Choose(0, 2_000_000_000)
        .Zip(Gen.Choose(0, 9_999_999))
        .Select(pair => DateTimeOffset.UnixEpoch.AddSeconds(pair.Item1).AddTicks(pair.Item2))
        .ToArbitrary();

    private sealed class SteppedClock(DateTimeOffset[] times) : TimeProvider
    {
        private int _next;

        public override DateTimeOffset GetUtcNow() => times[_next++];
    }

    [Test]
    public void Jids_of_a_master_and_a_minion_in_the_same_microsecond_are_two()
    {
        var clock = new FixedClock();
        var (master, minion) = (new JidIssuer(clock, default, JidSide.Master), new JidIssuer(clock, default, JidSide.Minion));

        var ofMaster = Enumerable.Range(0, 1000).Select(_ => master.Issue()).ToList();
        var ofMinion = Enumerable.Range(0, 1000).Select(_ => minion.Issue()).ToList();

        Assert.That(ofMaster.Intersect(ofMinion), Is.Empty);
        Assert.That(ofMaster, Is.Ordered.And.Unique);
        Assert.That(ofMinion, Is.Ordered.And.Unique);
    }

    [Test]
    public void A_jid_goes_on_behind_one_of_the_other_side()
    {
        var last = Jid.Parse("20991231235959000001");

        Assert.That(new JidIssuer(new FixedClock(), last, JidSide.Master).Issue(), Is.EqualTo(Jid.Parse("20991231235959000002")));
        Assert.That(new JidIssuer(new FixedClock(), last, JidSide.Minion).Issue(), Is.EqualTo(Jid.Parse("20991231235959000003")));
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    }
}
