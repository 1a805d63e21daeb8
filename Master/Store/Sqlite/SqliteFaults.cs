using Microsoft.Data.Sqlite;
using Salt.Shared.Errors;
using SQLitePCL;

namespace Salt.Master.Store.Sqlite;

/// <summary>What the database's failures are called in messages for people.</summary>
internal static class SqliteFaults
{
    /// <summary>The end of a sentence.</summary>
    public static string Sentence(Exception e) => e is SqliteException { SqliteErrorCode: var code }
        ? code switch
        {
            raw.SQLITE_FULL => "the disk is full",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds it",
            raw.SQLITE_READONLY => "it may only be read",
            raw.SQLITE_IOERR => "the disk does not take it, or has no room",
            raw.SQLITE_CANTOPEN => "its files, or the folder they are in, cannot be opened",
            raw.SQLITE_PERM or raw.SQLITE_AUTH => "no permission",
            raw.SQLITE_NOMEM => "no memory is left",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "it is damaged: a restart of the master moves it aside",
            _ => $"error {code} of SQLite's",
        }
        : SystemErrors.OfAnything(e);
}
