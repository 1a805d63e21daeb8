using Salt.Cli.Completion;
namespace Salt.Cli.Frame;

/// <summary>Parameters that many verbs have.</summary>
internal static class SaltParameters
{
    public static readonly Parameter Jid = new("jid", "The job.") { IsRequired = true, Values = ValueSources.Jids };

    public static readonly Parameter Outputter = new("outputter", "The output format, where --out does not say it.");

    public static readonly Parameter ExternalSource = new("ext_source", "An external job cache. There is none here.");

    public static readonly Parameter DisplayProgress = new("display_progress", "Ignored: the answer is there at once.");

    /// <summary>Ours: some targets only.</summary>
    public static readonly Parameter Minions = new("minions", "These minions only.")
    {
        Option = new Option(["--minion"], "ID[,ID...]", "of these minions only") { Values = ValueSources.Minions },
    };
}
