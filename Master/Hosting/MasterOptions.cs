using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Shared.Configuration;
using Salt.Shared.Targeting;
using Salt.Shared.Errors;
using Salt.Shared.Output.States;

namespace Salt.Master.Hosting;

/// <summary>The master's configuration, checked. Names in the file are Salt's where Salt has the option.</summary>
public sealed record MasterOptions(Layout Layout)
{
    /// <summary>The master's issuer name (<c>id</c>); the host's name unless set.</summary>
    public string Id { get; init; } = Environment.MachineName;

    /// <summary>The address to listen on.</summary>
    public string Interface { get; init; } = "0.0.0.0";

    /// <summary>The port minions connect to (<c>ret_port</c>). 0: any free one.</summary>
    public int Port { get; init; } = 4506;

    public string CacheDir { get; init; } = Layout.CacheDir;

    public string PkiDir { get; init; } = Layout.PkiDir;

    /// <summary>Where the operators' socket is made.</summary>
    public string SockDir { get; init; } = Layout.SockDir;

    public string PidFile { get; init; } = Layout.MasterPidFile;

    /// <summary>The account the daemon has to run as; null: any.</summary>
    public string? User { get; init; }

    public LogThreshold LogLevel { get; init; } = LogThreshold.Warning;

    /// <summary>A file to log to, or null for stderr alone.</summary>
    public string? LogFile { get; init; }

    /// <summary>How long an offer may stay unaccepted where the operator says nothing (<c>timeout</c>).</summary>
    public TimeSpan AcceptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an ended job is kept; null: for ever.</summary>
    public TimeSpan? KeepJobs { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an event is kept (<c>event_keep</c>).</summary>
    public TimeSpan EventKeep { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Accept every minion's key unseen. For labs.</summary>
    public bool AutoAccept { get; init; }

    /// <summary>How many unaccepted keys may wait; a further one is sent away.</summary>
    public int MaxPendingKeys { get; init; } = 1000;

    /// <summary>How often both ends of a stream speak; a peer that misses three is gone.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A running job whose minion stays away this long is lost.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes of one gRPC message, both ways.</summary>
    public int MaxMessageSize { get; init; } = 4 << 20;

    /// <summary>Bytes of one job's return.</summary>
    public long ReturnMax { get; init; } = 16 << 20;

    /// <summary>Bytes free on the cache's disk, below which new jobs are refused.</summary>
    public long MinFree { get; init; } = 64 << 20;

    /// <summary>State trees by environment.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FileRoots { get; init; } = Base(Layout.FileRoot);

    /// <summary>Pillar trees by environment.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PillarRoots { get; init; } = Base(Layout.PillarRoot);

    /// <summary>Jobs that the master runs by itself, by name (<c>schedule</c>).</summary>
    public JsonObject Schedule { get; init; } = [];

    /// <summary>How often the schedule's clock is looked at, at least (<c>loop_interval</c>).</summary>
    public TimeSpan LoopInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Compound target expressions by name (<c>nodegroups</c>).</summary>
    public IReadOnlyDictionary<string, Nodegroup> Nodegroups { get; init; } = new Dictionary<string, Nodegroup>();

    /// <summary>How pillars are merged (<c>pillar_source_merging_strategy</c>): smart and recurse are the same for YAML, and
    /// there is no other.</summary>
    public string PillarMergingStrategy { get; init; } = "smart";

    /// <summary>Lists are joined when pillars are merged, not replaced (<c>pillar_merge_lists</c>).</summary>
    public bool PillarMergeLists { get; init; }

    /// <summary>How the command line, which reads it here too, shows results of states.</summary>
    public StateOutput StateOutput { get; init; } = StateOutput.Full;

    /// <summary>How pillar files are written (<c>jinja_env</c>, <c>jinja_sls_env</c>).</summary>
    public JinjaOptions Jinja { get; init; } = new();

    /// <summary>Every key of the configuration files, for <c>config.get</c>.</summary>
    public JsonObject Configuration { get; init; } = [];

    /// <summary>To be logged once at the start.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The master's folder below <see cref="CacheDir"/>.</summary>
    public string MasterCache => Path.Combine(CacheDir, "master");

    /// <param name="root">Everything lies below it (<c>--root</c>); null: as <c>root_dir</c> in the file says.</param>
    /// <param name="configDir">The folder of the file <c>master</c>; null: the layout's.</param>
    /// <exception cref="SaltException">BadRequest: every fault of the files, one a line, with file and line.</exception>
    public static MasterOptions Load(string? root, string? configDir)
    {
        ConfigFolder.Require(configDir);
        var reader = OptionReader.Open(Layout.ConfigFile(root, configDir, "master"));
        var rootOfFile = reader.Text("root_dir", "");
        var layout = Layout.From(root ?? rootOfFile);
        var defaults = new MasterOptions(layout);
        var options = defaults with
        {
            Id = reader.Text("id", defaults.Id),
            Interface = reader.Text("interface", defaults.Interface),
            Port = reader.WholeNumber("ret_port", defaults.Port, 0, 65535),
            CacheDir = reader.Path("cachedir", defaults.CacheDir, layout),
            PkiDir = reader.Path("pki_dir", defaults.PkiDir, layout),
            SockDir = reader.Path("sock_dir", defaults.SockDir, layout),
            PidFile = reader.Path("pidfile", defaults.PidFile, layout),
            User = reader.Has("user") ? reader.Text("user", "") : null,
            LogLevel = reader.Choice("log_level", defaults.LogLevel, LogThresholds.ByName),
            LogFile = reader.Has("log_file") ? reader.Path("log_file", "", layout) : null,
            AcceptTimeout = reader.Duration("timeout", defaults.AcceptTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24)),
            KeepJobs = reader.KeepJobs(defaults.KeepJobs),
            EventKeep = reader.Duration("event_keep", defaults.EventKeep, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
            AutoAccept = reader.Boolean("auto_accept", defaults.AutoAccept),
            MaxPendingKeys = reader.WholeNumber("max_pending_keys", defaults.MaxPendingKeys, 1, 100_000),
            HeartbeatInterval = reader.HeartbeatInterval(defaults.HeartbeatInterval),
            LostAfter = reader.Duration("lost_after", defaults.LostAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650)),
            MaxMessageSize = reader.MaxMessageSize(defaults.MaxMessageSize),
            ReturnMax = reader.Size("return_max", defaults.ReturnMax, 64 << 10, 1 << 30),
            MinFree = reader.Size("min_free", defaults.MinFree, 0, 1L << 50),
            FileRoots = reader.Roots("file_roots", defaults.FileRoots),
            PillarRoots = reader.Roots("pillar_roots", defaults.PillarRoots),
            Schedule = reader.Map("schedule"),
            LoopInterval = reader.Duration("loop_interval", defaults.LoopInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)),
            Nodegroups = NodegroupOptions.Read(reader),
            PillarMergingStrategy = reader.Choice(
                "pillar_source_merging_strategy",
                defaults.PillarMergingStrategy,
                new Dictionary<string, string> { ["smart"] = "smart", ["recurse"] = "recurse" }),
            Jinja = reader.Jinja(),
            StateOutput = reader.StateOutput(),
            PillarMergeLists = reader.Boolean("pillar_merge_lists", defaults.PillarMergeLists),
            Configuration = reader.Merged,
        };
        return options with { Warnings = reader.Finish(SaltOptionNames.Master) };
    }

    /// <summary>Names the master and no secret of its configuration.</summary>
    public override string ToString() => $"master {Id} below '{Layout.Root}'";

    private static Dictionary<string, IReadOnlyList<string>> Base(string folder) => new() { ["base"] = [folder] };
}
