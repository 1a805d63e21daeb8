using Salt.Cli.Attach;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Cli.Attach;

public sealed class OutputPlacesTests
{
    // where it is, the piece, what is missing before it, what of it is known, where it is then
    [TestCase(0, 0, 5, 0, 0, 5, Description = "the next piece")]
    [TestCase(5, 8, 2, 3, 0, 10, Description = "bytes between are missing")]
    [TestCase(5, 3, 4, 0, 2, 7, Description = "its beginning was printed")]
    [TestCase(5, 1, 2, 0, 2, 5, Description = "all of it was printed")]
    [TestCase(5, 5, 0, 0, 0, 5, Description = "an empty piece")]
    [TestCase(-9, 40, 9, 0, 0, 49, Description = "where the last bytes begin, the first piece says")]
    public void A_piece_is_printed_once_and_what_is_missing_is_counted(long at, long offset, int length, long missing, int known, long then)
    {
        var places = new OutputPlaces(new OutputOffsets(at, 1));

        Assert.That(places.Pass("web1", StreamName.Stdout, offset, length), Is.EqualTo((missing, known)));
        Assert.That(places["web1"], Is.EqualTo(new OutputOffsets(then, 1)));
        Assert.That(places["web2"], Is.EqualTo(new OutputOffsets(at, 1)));
    }

    [TestCase(5, 5, false, 0)]
    [TestCase(5, 7, false, 2)]
    [TestCase(9, 7, false, 0)]
    [TestCase(-9, 7, false, 0)]
    [TestCase(5, 7, true, 0)]
    public void What_is_missing_behind_the_last_piece_is_counted_too(long at, long size, bool absent, long missing) => Assert.That(
        new OutputPlaces(new OutputOffsets(at, 0)).MissingAtEnd("web1", new OutputTotals(size, 0, absent)),
        Is.EqualTo(missing));

    [Test]
    public void How_to_attach_again_is_said_for_each_minion_unless_they_are_many()
    {
        var places = new OutputPlaces(default);
        places.Pass("web1", StreamName.Stdout, 0, 5);
        places.Pass("web2", StreamName.Stderr, 0, 7);

        Assert.Multiple(() =>
        {
            Assert.That(AttachHint.For("1", places, ["web2", "web1"]), Is.EqualTo(
                "\nmaster-cli jobs attach 1 --minion web1 --from 5\nmaster-cli jobs attach 1 --minion web2 --from 0,7"));
            Assert.That(AttachHint.For("1", places, []), Is.EqualTo("\nmaster-cli jobs attach 1"));
            Assert.That(AttachHint.For("1", places, [.. Enumerable.Range(0, 11).Select(i => $"web{i}")]), Is.EqualTo("\nmaster-cli jobs attach 1"));
        });
    }
}
