using LiteDB;
using LiteDB.Engine;

namespace Salt.Master.Store.Cache;

/// <summary>Reads documents of an engine.</summary>
internal static class Documents
{
    /// <summary>Documents that are read in one turn, so that others get theirs.</summary>
    public const int PageSize = 100;

    /// <summary>All that the query finds, in its order. A query left open would hold the engine's lock.</summary>
    public static List<BsonDocument> Read(this LiteEngine engine, string collection, Query query)
    {
        using var found = engine.Query(collection, query);
        List<BsonDocument> documents = [];
        while (found.Read()) documents.Add(found.Current.AsDocument);
        return documents;
    }
}
