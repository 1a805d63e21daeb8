using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Rows of <c>targets</c> as targets.</summary>
internal static class TargetRows
{
    /// <summary>The return, or its length, stands behind them.</summary>
    public const string Columns =
        "minion, state, place, pid, started_us, ended_us, retcode, success, reason, signal, by, left_running, output_bytes, "
        + "offered_us, accepted_us, stored_us";

    public static JobTarget Target(SqliteDataReader row, bool withReturns)
    {
        var target = new JobTarget
        {
            Minion = MinionId.Parse(row.GetString(0)),
            State = JobStates.Parse(row.GetString(1)),
            Place = (uint)row.GetInt64(2),
            Pid = row.GetInt32(3),
            StartedUs = row.GetInt64(4),
            OfferedUs = row.GetInt64(13),
            AcceptedUs = row.GetInt64(14),
            StoredUs = row.GetInt64(15),
        };
        if (!target.IsEnded) return target;

        return target with
        {
            Stored = true,
            RetInStore = !withReturns && row.GetInt64(16) > 0,
            End = new JobEnd
            {
                State = target.State,
                Pid = target.Pid,
                StartedUs = target.StartedUs,
                EndedUs = row.GetInt64(5),
                Retcode = row.GetInt32(6),
                Success = row.GetBoolean(7),
                Reason = row.GetString(8),
                Signal = row.GetInt32(9),
                By = row.GetString(10),
                LeftRunning = (uint)row.GetInt64(11),
                OutputBytes = (ulong)row.GetInt64(12),
                Ret = withReturns ? row.GetFieldValue<byte[]>(16) : default(ReadOnlyMemory<byte>),
            },
        };
    }
}
