using Salt.Minion.Link;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Link;

public sealed class LinkMessagesTests
{
    private const int ChunkSize = 64 << 10;

    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(ChunkSize, 1)]
    [TestCase(ChunkSize + 1, 2)]
    [TestCase((5 * ChunkSize) - 1, 5)]
    public void A_return_travels_whole_in_chunks_of_which_the_first_has_the_head(int size, int chunks)
    {
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes);

        var sent = LinkMessages.ToChunks(new OpenReturn(Return("master") with { Ret = bytes }), "other", null).Select(message => message.Return).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(sent, Has.Count.EqualTo(chunks));
            Assert.That(sent.SelectMany(chunk => chunk.Data), Is.EqualTo(bytes));
            Assert.That(sent.Select(chunk => chunk.Head is not null), Is.EqualTo(sent.Select((_, index) => index == 0)));
            Assert.That(sent.Select(chunk => chunk.Last), Is.EqualTo(sent.Select((_, index) => index == chunks - 1)));
            Assert.That(sent[0].Head.Size, Is.EqualTo((ulong)size));
        });
    }

    [TestCase("master", "master")]
    [TestCase("", "other", TestName = "A_return_whose_issuer_was_lost_is_told_to_the_master_that_is_there")]
    public void A_return_names_its_issuer(string issuer, string named) =>
        Assert.That(LinkMessages.ToChunks(new OpenReturn(Return(issuer)), "other", null).Single().Return.Issuer, Is.EqualTo(named));

    private static JobReturn Return(string issuer) => new()
    {
        Issuer = issuer,
        Jid = default,
        Fun = "f",
        State = JobState.Succeeded,
        Retcode = 0,
        Ret = default,
        Ended = default,
    };
}
