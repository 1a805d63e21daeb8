using System.Runtime.InteropServices;
using SQLitePCL;

namespace Salt.Master.Store.Sqlite;

/// <summary>Binds Microsoft.Data.Sqlite to the system's own libsqlite3, which the distribution patches.</summary>
internal static unsafe partial class NativeSqlite
{
    private const string Library = "libsqlite3.so.0";

    private static readonly Lazy<bool> Loaded = new(() =>
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, _, _) => name == "e_sqlite3" ? NativeLibrary.Load(Library) : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    });

    /// <exception cref="DllNotFoundException">The library is not installed.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>Binds a blob that SQLite reads where it is: the memory has to stay there until the statement was reset and
    /// its bindings were cleared.</summary>
    /// <returns>A SQLite result code.</returns>
    public static int BindInPlace(sqlite3_stmt statement, int index, void* value, int length) =>
        BindBlob(statement.DangerousGetHandle(), index, value, length, destructor: 0);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    private static partial int BindBlob(nint statement, int index, void* value, int length, nint destructor);
}
