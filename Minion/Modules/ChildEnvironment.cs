using System.Collections;
using Salt.Minion.Accounts;

namespace Salt.Minion.Modules;

/// <summary>The environment that a job's programs start from: the daemon's own, without what is meant for the daemon
/// alone, and with a locale whose words Salt's users can rely on.</summary>
internal static class ChildEnvironment
{
    /// <summary>The search path of a daemon that was given none.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The search path of a user who is not root.</summary>
    public const string UserPath = "/usr/local/bin:/usr/bin:/bin";

    private static readonly string[] OwnPrefixes = ["DOTNET_", "COMPlus_", "CORECLR_", "WATCHDOG_", "LISTEN_"];

    private static readonly string[] OwnNames =
        ["NOTIFY_SOCKET", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID", "MAINPID", "MANAGERPID"];

    private static readonly string[] LocaleNames =
    [
        "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_PAPER", "LC_NAME",
        "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION", "LANGUAGE",
    ];

    /// <summary>Of this process.</summary>
    public static Dictionary<string, string> Inherited() => From(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? "")));

    public static Dictionary<string, string> From(IEnumerable<KeyValuePair<string, string>> daemon)
    {
        var environment = new Dictionary<string, string>(daemon.Where(pair => !IsDaemonsOwn(pair.Key)), StringComparer.Ordinal);
        environment.TryAdd("PATH", DefaultPath);
        return environment;
    }

    /// <summary>Of a program that runs as somebody else: nothing of the daemon's but how people here write and tell the time.
    /// What the daemon was given, a password in a variable for example, is not for every user.</summary>
    public static Dictionary<string, string> Of(Account user)
    {
        var environment = Inherited().Where(pair => IsOfPeople(pair.Key)).ToDictionary(StringComparer.Ordinal);
        environment["HOME"] = user.Home;
        environment["USER"] = environment["LOGNAME"] = user.Name;
        environment["SHELL"] = user.Shell;
        environment["PATH"] = user.Uid == 0 ? DefaultPath : UserPath;
        return environment;
    }

    /// <summary>Salt's <c>reset_system_locale</c>: everything is C, except what the caller chose.</summary>
    public static void ResetLocale(Dictionary<string, string> environment, IReadOnlyDictionary<string, string> chosen)
    {
        // LC_ALL of the daemon would override all that is set here.
        if (!chosen.ContainsKey("LC_ALL")) environment.Remove("LC_ALL");
        foreach (var name in LocaleNames)
        {
            if (!chosen.ContainsKey(name)) environment[name] = "C";
        }
    }

    private static bool IsOfPeople(string name) =>
        name is "LANG" or "TZ" or "LANGUAGE" || name.StartsWith("LC_", StringComparison.Ordinal);

    private static bool IsDaemonsOwn(string name) =>
        OwnNames.Contains(name) || OwnPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
