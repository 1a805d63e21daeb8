using System.Text;
using Salt.Master.Store;
using Salt.Shared.Identities;

namespace Salt.Tests.Contract.Store;

/// <summary>What every store of minions does, whatever keeps it.</summary>
public abstract class MinionStoreContract
{
    private static readonly MinionRecord Web1 = new(
        MinionId.Parse("web1"), "m1", "10.0.0.1", "0.1.0", 7, Encoding.UTF8.GetBytes("""{"os":"Debian","x":"ü"}"""));

    /// <summary>The store that is written to.</summary>
    protected abstract IMinionStore Store { get; }

    /// <summary>The store that what was written is read from.</summary>
    protected abstract IMinionStore Read();

    [Test]
    public async Task What_was_said_last_is_read_as_it_was_written()
    {
        await Store.SaveMinionAsync(Web1 with { Address = "10.0.0.9", Grains = "{}"u8.ToArray() });
        await Store.SaveMinionAsync(Web1);

        var read = await Read().MinionsAsync(default).SingleAsync();

        Assert.That(read with { Grains = default }, Is.EqualTo(Web1 with { Grains = default }));
        Assert.That(read.Grains.ToArray(), Is.EqualTo(Web1.Grains.ToArray()));
    }

    [Test]
    public async Task When_it_was_seen_is_noted_beside_what_it_said()
    {
        await Store.SaveMinionAsync(Web1);

        Assert.That(await Store.SaveMinionSeenAsync(Web1.Id, 99), Is.True);

        var read = await Read().MinionsAsync(default).SingleAsync();
        Assert.That((read.SeenUs, read.Version, read.Grains.Length), Is.EqualTo((99L, "0.1.0", Web1.Grains.Length)));
    }

    [Test]
    public async Task Of_a_minion_that_is_not_known_nothing_is_noted()
    {
        Assert.That(await Store.SaveMinionSeenAsync(Web1.Id, 99), Is.False);
        Assert.That(await Read().MinionsAsync(default).ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task A_minion_that_was_deleted_is_gone_and_may_come_again()
    {
        await Store.SaveMinionAsync(Web1);
        await Store.DeleteMinionAsync("web1");
        await Store.DeleteMinionAsync("never-there");
        Assert.That(await Read().MinionsAsync(default).ToListAsync(), Is.Empty);

        await Store.SaveMinionAsync(Web1);
        Assert.That(await Read().MinionsAsync(default).ToListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Hundreds_are_read_in_the_order_of_their_ids_byte_by_byte()
    {
        string[] ids = [.. Enumerable.Range(0, 250).Select(n => $"m{n}"), "M1", "a.b", "a-b"];
        foreach (var id in ids) await Store.SaveMinionAsync(Web1 with { Id = MinionId.Parse(id) });

        var read = await Read().MinionsAsync(default).Select(m => m.Id.ToString()).ToListAsync();

        Assert.That(read, Is.EqualTo(ids.Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task Grains_of_four_megabytes_are_kept()
    {
        var grains = Encoding.UTF8.GetBytes($$"""{"x":"{{new string('y', 4 << 20)}}"}""");
        await Store.SaveMinionAsync(Web1 with { Grains = grains });

        Assert.That((await Read().MinionsAsync(default).SingleAsync()).Grains.Span.SequenceEqual(grains), Is.True);
    }
}
