using System.Runtime.InteropServices;
using SQLitePCL;

namespace Salt.Master.Store.Sqlite;

/// <summary>Binds Microsoft.Data.Sqlite to the system's own libsqlite3, which the distribution patches.</summary>
internal static class NativeSqlite
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
}
