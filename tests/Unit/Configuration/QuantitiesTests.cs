using Salt.Shared.Configuration;

namespace Salt.Tests.Unit.Configuration;

public class QuantitiesTests
{
    [TestCase("0", 0)]
    [TestCase("1024", 1024)]
    [TestCase("16MiB", 16 << 20)]
    [TestCase("1.5 KiB", 1536)]
    [TestCase("2GB", 2_000_000_000)]
    [TestCase("3B", 3)]
    public void A_size_may_carry_a_unit(string text, long bytes)
    {
        Assert.That(Quantities.TryParseSize(text, out var size), Is.True);
        Assert.That(size, Is.EqualTo(bytes));
    }

    [TestCase("90", 90_000)]
    [TestCase("1.5", 1_500)]
    [TestCase("250ms", 250)]
    [TestCase("15s", 15_000)]
    [TestCase("10m", 600_000)]
    [TestCase("24h", 86_400_000)]
    [TestCase("7d", 604_800_000)]
    public void A_duration_may_carry_a_unit(string text, long milliseconds)
    {
        Assert.That(Quantities.TryParseDuration(text, TimeSpan.FromSeconds(1), out var duration), Is.True);
        Assert.That(duration.TotalMilliseconds, Is.EqualTo(milliseconds));
    }

    [TestCase("")]
    [TestCase("-1")]
    [TestCase("soon")]
    [TestCase("s")]
    [TestCase("1e3")]
    [TestCase("1,000")]
    [TestCase("99999999999999999999999999")]
    public void What_is_no_quantity_is_refused(string text)
    {
        Assert.That(Quantities.TryParseSize(text, out _), Is.False);
        Assert.That(Quantities.TryParseDuration(text, TimeSpan.FromDays(1), out _), Is.False);
    }

    [FsCheck.NUnit.Property]
    public bool No_text_makes_the_parsers_fail(string? text) =>
        !Quantities.TryParseSize(text ?? "", out var size) | !Quantities.TryParseDuration(text ?? "", TimeSpan.FromHours(1), out _) || size >= 0;

    [FsCheck.NUnit.Property]
    public bool A_size_survives_its_text(FsCheck.NonNegativeInt megabytes) =>
        Quantities.TryParseSize(Quantities.Size((long)megabytes.Get << 20), out var size) && size == (long)megabytes.Get << 20;
}
