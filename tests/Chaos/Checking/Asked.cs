using Salt.Tests.Chaos.Jobs;

namespace Salt.Tests.Chaos.Checking;

/// <summary>A job that somebody asked for.</summary>
/// <param name="At">Uptime before the master could know.</param>
internal sealed record Asked(JobPlan Plan, double At)
{
    /// <summary>Empty: the master did not come to tell it, and may have the job or not.</summary>
    public string Jid { get; set; } = "";
}
