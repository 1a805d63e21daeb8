using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Rows of <c>jobs</c> as jobs.</summary>
internal static class JobRows
{
    /// <summary>All but who it is for, which is long where many are.</summary>
    public const string ListColumns =
        "jid, issuer, fun, arg, kwarg, tgt, tgt_type, user, limit_seconds, metadata, accept_ms, "
        + "batch_size, batch_wait_ms, fail_limit, expires_us, target_count, ended_us, via";

    public const string Columns = $"{ListColumns}, minions";

    private const int Minions = 18;

    public static StoredJob Job(SqliteDataReader row) => new(
        new JobSpec
        {
            Key = Key(row),
            Fun = row.GetString(2),
            Arg = row.GetFieldValue<byte[]>(3),
            Kwarg = row.GetFieldValue<byte[]>(4),
            Tgt = row.GetString(5),
            TgtType = row.GetString(6),
            User = row.GetString(7),
            LimitSeconds = (uint)row.GetInt64(8),
            Metadata = row.GetFieldValue<byte[]>(9),
            AcceptTimeout = TimeSpan.FromMilliseconds(row.GetInt64(10)),
            Batch = Batch(row),
            Expires = row.GetInt64(14) is > 0 and var expires ? Instants.FromUnixMicroseconds(expires) : null,
            Via = row.GetString(17),
            Targets = row.FieldCount > Minions ? MinionList.Split(row.GetString(Minions)) : [],
        },
        TargetCount: row.GetInt32(15),
        EndedUs: row.IsDBNull(16) ? 0 : row.GetInt64(16));

    /// <summary>Of a row that begins with jid and issuer.</summary>
    public static JobKey Key(SqliteDataReader row) => new(row.GetString(1), Jid.Parse(row.GetString(0)));

    private static JobBatch? Batch(SqliteDataReader row)
    {
        var (size, failLimit) = ((uint)row.GetInt64(11), (uint)row.GetInt64(13));
        return size == 0 && failLimit == 0 ? null : new JobBatch(size, TimeSpan.FromMilliseconds(row.GetInt64(12)), failLimit);
    }
}
