using Salt.Cli.Completion;
namespace Salt.Cli.Frame;

/// <summary>Parameters that many of Salt's runner functions have.</summary>
internal static class SaltParameters
{
    public static readonly Parameter Jid = new("jid", "The job.") { IsRequired = true, Values = ValueSources.Jids };

    public static readonly Parameter Outputter = new("outputter", "The output format, where --out does not say it.");

    /// <summary>Salt's own default has a name too; there is nothing else to ask.</summary>
    public static readonly Parameter ExternalSource = new("ext_source", "An external job cache. There is none here.")
    {
        Possible = ["None", "", "local_cache"],
        Refusal = "there is no external job cache, the master's own history answers; leave ext_source out",
    };

    public static readonly Parameter DisplayProgress = new("display_progress", "Ignored: the answer is there at once.") { Default = "False" };

    /// <summary>Ours: some targets only.</summary>
    public static readonly Parameter Minions = new("minions", "These minions only.")
    {
        IsSalts = false, Option = new Option(["--minion"], "ID[,ID...]", "of these minions only") { Values = ValueSources.Minions },
    };
}
