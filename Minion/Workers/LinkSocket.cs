using Salt.Minion.Hosting;

namespace Salt.Minion.Workers;

/// <summary>Where the daemon of a minion listens for workers: no longer a path than the supervisor's.</summary>
internal static class LinkSocket
{
    /// <exception cref="Salt.Shared.Errors.SaltException">BadRequest: the path is too long to be bound.</exception>
    public static string Of(MinionOptions options) => Path.Combine(SupervisionSettings.Of(options).RunDir, "worker.sock");
}
