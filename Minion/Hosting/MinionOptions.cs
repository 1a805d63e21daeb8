using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Output.States;

namespace Salt.Minion.Hosting;

/// <summary>The minion's configuration, checked. Names in the file are Salt's where Salt has the option.</summary>
public sealed record MinionOptions(Layout Layout, MinionId Id)
{
    /// <summary>The main configuration file, whether it is there or not; the files <c>minion_id</c> and <c>grains</c> lie
    /// beside it.</summary>
    public string ConfigFile { get; init; } = Layout.MinionConfig;

    /// <summary>The masters to try, in order (<c>master</c>, <c>master_port</c>).</summary>
    public IReadOnlyList<MasterAddress> Masters { get; init; } = [new("salt", MasterAddress.DefaultPort)];

    /// <summary>SHA-256 of the CA key of the only master to trust (<c>master_finger</c>), lower-case hex in pairs with
    /// colons; null: the first one met is pinned.</summary>
    public string? MasterFinger { get; init; }

    /// <summary>A one-use token that accepts this minion at enrolment, or null.</summary>
    public string? JoinToken { get; init; }

    public string CacheDir { get; init; } = Layout.CacheDir;

    public string PkiDir { get; init; } = Layout.PkiDir;

    /// <summary>Where the supervisor's socket is made.</summary>
    public string SockDir { get; init; } = Layout.SockDir;

    public string PidFile { get; init; } = Layout.MinionPidFile;

    /// <summary>The account the daemon has to run as; null: any.</summary>
    public string? User { get; init; }

    public LogThreshold LogLevel { get; init; } = LogThreshold.Warning;

    /// <summary>A file to log to, or null for stderr alone.</summary>
    public string? LogFile { get; init; }

    /// <summary>How long a job's files stay after its end; null: for ever. A job older than this never starts.</summary>
    public TimeSpan? KeepJobs { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often this side speaks until the master says otherwise; a peer that misses three is gone.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between TERM and KILL of a job's tree.</summary>
    public TimeSpan TermGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The limit of a job that was given none; null: it may run for ever.</summary>
    public TimeSpan? JobTimeout { get; init; }

    /// <summary>Jobs that run at once; more wait for their turn.</summary>
    public int ProcessCountMax { get; init; } = 100;

    /// <summary>Bytes of output kept per job: head and tail.</summary>
    public long OutputMax { get; init; } = 1 << 30;

    /// <summary>Bytes of one job's return; of a longer one head, tail and count travel.</summary>
    public long ReturnMax { get; init; } = 16 << 20;

    /// <summary>Bytes of returns that wait for the master; past it new jobs are refused.</summary>
    public long SpoolMax { get; init; } = 1 << 30;

    /// <summary>Bytes free on the cache's disk, below which new jobs are refused.</summary>
    public long MinFree { get; init; } = 64 << 20;

    /// <summary>Bytes of one gRPC message, both ways.</summary>
    public int MaxMessageSize { get; init; } = 4 << 20;

    /// <summary>How a local call shows results of states.</summary>
    public StateOutput StateOutput { get; init; } = StateOutput.Full;

    /// <summary>Grains set by hand; they win over those found.</summary>
    public JsonObject Grains { get; init; } = [];

    /// <summary>Local state trees by environment, for running without a master.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FileRoots { get; init; } = Base(Layout.FileRoot);

    /// <summary>Local pillar trees by environment.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PillarRoots { get; init; } = Base(Layout.PillarRoot);

    /// <summary>Entries of the schedule, by name.</summary>
    public JsonObject Schedule { get; init; } = [];

    /// <summary>How SLS files are written (<c>jinja_env</c>, <c>jinja_sls_env</c>).</summary>
    public JinjaOptions Jinja { get; init; } = new();

    /// <summary>Every key of the configuration files, for <c>config.get</c>.</summary>
    public JsonObject Configuration { get; init; } = [];

    /// <summary>To be logged once at the start.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The minion's folder below <see cref="CacheDir"/>.</summary>
    public string MinionCache => Path.Combine(CacheDir, "minion");

    /// <param name="root">Everything lies below it (<c>--root</c>); null: as <c>root_dir</c> in the file says.</param>
    /// <param name="configDir">The folder of the files <c>minion</c> and <c>minion_id</c>; null: the layout's.</param>
    /// <exception cref="SaltException">BadRequest: every fault of the files, one a line, with file and line.</exception>
    public static MinionOptions Load(string? root, string? configDir)
    {
        ConfigFolder.Require(configDir);
        var file = Layout.ConfigFile(root, configDir, "minion");
        var reader = OptionReader.Open(file);
        var rootOfFile = reader.Text("root_dir", "");
        var layout = Layout.From(root ?? rootOfFile);
        var defaults = new MinionOptions(layout, ConfiguredId.Find(reader, Path.GetDirectoryName(file)!));
        var options = defaults with
        {
            ConfigFile = file,
            Masters = MasterAddress.Read(reader, defaults.Masters),
            MasterFinger = reader.Parse<string?>("master_finger", null, TryParseFinger, "a SHA-256 fingerprint, 64 hex digits"),
            JoinToken = reader.Has("join_token") ? reader.Text("join_token", "") : null,
            CacheDir = reader.Path("cachedir", defaults.CacheDir, layout),
            PkiDir = reader.Path("pki_dir", defaults.PkiDir, layout),
            SockDir = reader.Path("sock_dir", defaults.SockDir, layout),
            PidFile = reader.Path("pidfile", defaults.PidFile, layout),
            User = reader.Has("user") ? reader.Text("user", "") : null,
            LogLevel = reader.Choice("log_level", defaults.LogLevel, LogThresholds.ByName),
            LogFile = reader.Has("log_file") ? reader.Path("log_file", "", layout) : null,
            KeepJobs = reader.KeepJobs(defaults.KeepJobs),
            HeartbeatInterval = reader.HeartbeatInterval(defaults.HeartbeatInterval),
            TermGrace = reader.Duration("term_grace", defaults.TermGrace, TimeSpan.Zero, TimeSpan.FromHours(1)),
            JobTimeout = reader.Has("job_timeout")
                ? reader.Duration("job_timeout", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365))
                : null,
            ProcessCountMax = reader.WholeNumber("process_count_max", defaults.ProcessCountMax, 1, 10_000),
            OutputMax = reader.Size("output_max", defaults.OutputMax, 64 << 10, 1L << 40),
            ReturnMax = reader.Size("return_max", defaults.ReturnMax, 64 << 10, 1 << 30),
            SpoolMax = reader.Size("spool_max", defaults.SpoolMax, 1 << 20, 1L << 40),
            MinFree = reader.Size("min_free", defaults.MinFree, 0, 1L << 50),
            MaxMessageSize = reader.MaxMessageSize(defaults.MaxMessageSize),
            Grains = reader.Map("grains"),
            FileRoots = reader.Roots("file_roots", defaults.FileRoots),
            PillarRoots = reader.Roots("pillar_roots", defaults.PillarRoots),
            Schedule = reader.Map("schedule"),
            Jinja = reader.Jinja(),
            StateOutput = reader.StateOutput(),
            Configuration = reader.Merged,
        };
        return options with { Warnings = reader.Finish(SaltOptionNames.Minion) };
    }

    /// <summary>Names the minion and no secret of its configuration.</summary>
    public override string ToString() => $"minion {Id} below '{Layout.Root}'";

    private static bool TryParseFinger(string text, out string? finger)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        var valid = digits.Length == 64 && digits.All(char.IsAsciiHexDigit);
        finger = valid ? string.Join(':', digits.Chunk(2).Select(pair => new string(pair))) : null;
        return valid;
    }

    private static Dictionary<string, IReadOnlyList<string>> Base(string folder) => new() { ["base"] = [folder] };
}
