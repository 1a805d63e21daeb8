using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>Programs of the machine that wrap a job's own, by absolute path. One that is missing has its plain name, and
/// a job that needs it is reported as not executed.</summary>
internal sealed record Tools(string Env, string Setpriv, string Cat)
{
    private const int CanExecute = 1;

    public static Tools Find() => new(Find("env"), Find("setpriv"), Find("cat"));

    private static string Find(string name)
    {
        foreach (var folder in (ReadOnlySpan<string>)["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
        {
            var path = $"{folder}/{name}";
            if (Libc.Access(path, CanExecute) == 0) return path;
        }

        return name;
    }
}
