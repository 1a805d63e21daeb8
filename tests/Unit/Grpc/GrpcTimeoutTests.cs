using FsCheck;
using FsCheck.Fluent;
using Grpc.Core.Wire;

namespace Salt.Tests.Unit.Grpc;

internal sealed class GrpcTimeoutTests
{
    [TestCase("1H", 3_600_000_000_0)]
    [TestCase("2M", 2 * 60_000_000_0)]
    [TestCase("3S", 3_000_000_0)]
    [TestCase("250m", 250_000_0)]
    [TestCase("7u", 70)]
    [TestCase("100n", 1)]
    [TestCase("1n", 1)]
    [TestCase("0S", 0)]
    [TestCase("00000001S", 1_000_000_0)]
    public void A_timeout_is_digits_and_a_unit(string text, long ticks) =>
        Assert.That(GrpcTimeout.Parse(text), Is.EqualTo(TimeSpan.FromTicks(ticks)));

    [TestCase("")]
    [TestCase("S")]
    [TestCase("1")]
    [TestCase("1s")]
    [TestCase("-1S")]
    [TestCase("1.5S")]
    [TestCase(" 1S")]
    [TestCase("123456789S")]
    public void What_is_no_timeout_is_none(string text) => Assert.That(GrpcTimeout.Parse(text), Is.Null);

    [Test]
    public void A_timeout_too_long_for_a_time_span_is_the_longest() =>
        Assert.That(GrpcTimeout.Parse("99999999H"), Is.GreaterThan(TimeSpan.FromDays(3_000_000)));

    [Test]
    public void The_longest_time_span_can_be_sent() =>
        Assert.That(GrpcTimeout.Parse(GrpcTimeout.Format(TimeSpan.MaxValue)), Is.Not.Null);

    [FsCheck.NUnit.Property]
    public Property A_timeout_that_was_sent_is_never_shorter(PositiveInt high, PositiveInt low)
    {
        var timeout = TimeSpan.FromTicks((long)high.Get * low.Get);
        var text = GrpcTimeout.Format(timeout);
        var received = GrpcTimeout.Parse(text);
        return (text.Length <= 9 && received >= timeout && received - timeout <= timeout * 0.0001 + TimeSpan.FromMicroseconds(1))
            .ToProperty();
    }
}
