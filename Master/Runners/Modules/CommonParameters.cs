namespace Salt.Master.Runners.Modules;

/// <summary>Arguments that many runner functions have.</summary>
internal static class CommonParameters
{
    public static readonly RunnerParameter Jid = new("jid", "The job.") { IsRequired = true };

    public static readonly RunnerParameter Outputter = new("outputter", "The output format, where --out does not say it.");

    /// <summary>Salt's own default has a name too; there is nothing else to ask.</summary>
    public static readonly RunnerParameter ExternalSource = new("ext_source", "An external job cache. There is none here.")
    {
        Possible = ["None", "", "local_cache"],
        Refusal = "there is no external job cache, the master's own history answers; leave ext_source out",
    };

    public static readonly RunnerParameter DisplayProgress = new("display_progress", "Ignored: the answer is there at once.") { Default = "False" };

    /// <summary>Ours: some targets only.</summary>
    public static readonly RunnerParameter Minions = Own("minions");

    public static RunnerParameter Own(string name) => new(name, "") { IsSalts = false };
}
