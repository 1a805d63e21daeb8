using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>
/// The machine's own list of authorities. A daemon trusts none of them, yet the runtime reads and keeps them all at the
/// first handshake, whatever its chain policy says: some 150 files, 100 ms and 2 MB.
/// </summary>
public static partial class SystemStore
{
    private const string Nowhere = "/dev/null";
    private static readonly string[] Places = ["SSL_CERT_DIR", "SSL_CERT_FILE"];

    private static int _left;

    /// <summary>Makes the runtime take the list for empty, in this process and for good. To be called at the start, before
    /// anything looks at a certificate and before other threads run; again, it does nothing. Children see nothing of it.</summary>
    public static void Leave()
    {
        if (Interlocked.Exchange(ref _left, 1) == 1) return;
        // The runtime asks the C library for these once, when it first opens the store. What it hands to children is
        // its own copy of the environment, which reading one variable makes it take before it is changed.
        var before = Places.Select(Environment.GetEnvironmentVariable).ToArray();
        foreach (var place in Places) _ = SetVariable(place, Nowhere, 1);
        using (var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine))
        {
            store.Open(OpenFlags.ReadOnly);
            foreach (var certificate in store.Certificates) certificate.Dispose();
        }

        foreach (var (place, value) in Places.Zip(before))
        {
            _ = value is null ? UnsetVariable(place) : SetVariable(place, value, 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetVariable(string name);
}
