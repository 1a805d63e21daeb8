using System.Runtime.CompilerServices;
using LiteDB;
using LiteDB.Engine;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Cache;

/// <summary>Events in <c>cache.db</c>, numbered in the order in which they came.</summary>
public sealed class EventCache(CacheDatabase database) : IEventStore
{
    private const string Collection = "events";
    private const string Stamp = "stamp_us";

    public Task AppendAsync(IReadOnlyList<EventRecord> events) => database.RunAsync(engine =>
        engine.Insert(Collection, events.Select(Document), BsonAutoId.Int64));

    public async IAsyncEnumerable<EventRecord> EventsAsync(int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = long.MaxValue;
        while (limit > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await PageAsync(last, Math.Min(limit, Documents.PageSize));
            foreach (var document in page)
            {
                last = document["_id"].AsInt64;
                limit--;
                yield return new EventRecord(document["tag"].AsString, document[Stamp].AsInt64, document["data"].AsBinary);
            }

            if (page.Count < Documents.PageSize) yield break;
        }
    }

    public Task<int> PurgeEventsAsync(DateTimeOffset before, int limit) => database.RunAsync(engine =>
    {
        var query = Query.All(Stamp);
        query.Where.Add(Query.LT(Stamp, before.ToUnixMicroseconds()));
        query.Limit = limit;
        // Listed before the first is deleted: the index that is walked must stay as it is.
        return engine.Delete(Collection, [.. engine.Read(Collection, query).Select(document => document["_id"])]);
    });

    /// <summary>Makes the index, and tries both: a damaged index may show in nothing but what it does not find.</summary>
    /// <exception cref="InvalidDataException">What was written is not found.</exception>
    internal static void Prepare(LiteEngine engine)
    {
        engine.EnsureIndex(Collection, Stamp, $"$.{Stamp}", unique: false);
        var probe = Document(new EventRecord("salt/cache/probe", long.MinValue, default));
        engine.Insert(Collection, [probe], BsonAutoId.Int64);
        var newest = Query.All(Query.Descending);
        newest.Limit = 1;
        var oldest = Query.All(Stamp);
        oldest.Limit = 1;
        var isFound = new[] { newest, oldest }.All(query => engine.Read(Collection, query) is [var found] && found["_id"] == probe["_id"]);
        if (engine.Delete(Collection, [probe["_id"]]) != 1 || !isFound)
            throw new InvalidDataException("an event that was written is not found");
    }

    private static BsonDocument Document(EventRecord record) => new()
    {
        ["tag"] = record.Tag,
        [Stamp] = record.StampUs,
        ["data"] = record.Data.ToArray(),
    };

    private Task<List<BsonDocument>> PageAsync(long before, int limit) => database.RunAsync(engine =>
    {
        var query = Query.All(Query.Descending);
        query.Where.Add(Query.LT("_id", before));
        query.Limit = limit;
        return engine.Read(Collection, query);
    });
}
