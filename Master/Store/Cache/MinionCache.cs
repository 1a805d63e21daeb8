using System.Runtime.CompilerServices;
using LiteDB;
using LiteDB.Engine;
using Salt.Shared.Identities;

namespace Salt.Master.Store.Cache;

/// <summary>What minions last said of themselves, in <c>cache.db</c>: one document each, by the minion's id.</summary>
public sealed class MinionCache(CacheDatabase database) : IMinionStore
{
    private const string Collection = "minions";

    public Task SaveMinionAsync(MinionRecord minion) => database.RunAsync(engine =>
        engine.Upsert(Collection, [Document(minion)], BsonAutoId.ObjectId));

    public Task<bool> SaveMinionSeenAsync(MinionId id, long seenUs) => database.RunAsync(engine =>
    {
        if (engine.Read(Collection, One(id.ToString())) is not [var document]) return false;
        document["seen_us"] = seenUs;
        return engine.Update(Collection, [document]) == 1;
    });

    public Task DeleteMinionAsync(string id) => database.RunAsync(engine => engine.Delete(Collection, [id]));

    public async IAsyncEnumerable<MinionRecord> MinionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await PageAsync(last);
            foreach (var document in page)
            {
                last = document["_id"].AsString;
                yield return Record(document);
            }

            if (page.Count < Documents.PageSize) yield break;
        }
    }

    /// <inheritdoc cref="EventCache.Prepare"/>
    internal static void Prepare(LiteEngine engine)
    {
        // No id of a minion: it is the first of all, and what may be left of an earlier try is written over.
        const string probe = "";
        engine.Upsert(Collection, [new BsonDocument { ["_id"] = probe }], BsonAutoId.ObjectId);
        var first = Query.All(Query.Ascending);
        first.Limit = 1;
        var isFound = new[] { first, One(probe) }.All(query => engine.Read(Collection, query) is [var found] && found["_id"] == probe);
        if (engine.Delete(Collection, [probe]) != 1 || !isFound)
            throw new InvalidDataException("a minion that was written is not found");
    }

    private static Query One(string id)
    {
        var query = Query.All();
        query.Where.Add(Query.EQ("_id", id));
        return query;
    }

    private static BsonDocument Document(MinionRecord minion) => new()
    {
        ["_id"] = minion.Id.ToString(),
        ["machine_id"] = minion.MachineId,
        ["address"] = minion.Address,
        ["version"] = minion.Version,
        ["seen_us"] = minion.SeenUs,
        ["grains"] = minion.Grains.ToArray(),
    };

    private static MinionRecord Record(BsonDocument document) => new(
        MinionId.Parse(document["_id"].AsString),
        document["machine_id"].AsString,
        document["address"].AsString,
        document["version"].AsString,
        document["seen_us"].AsInt64,
        document["grains"].AsBinary);

    private Task<List<BsonDocument>> PageAsync(string after) => database.RunAsync(engine =>
    {
        var query = Query.All(Query.Ascending);
        query.Where.Add(Query.GT("_id", after));
        query.Limit = Documents.PageSize;
        return engine.Read(Collection, query);
    });
}
