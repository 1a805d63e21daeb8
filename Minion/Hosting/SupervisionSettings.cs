using Salt.Minion.Supervision;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>Where the supervisor of a minion lives: every process of the minion finds it by these.</summary>
internal static class SupervisionSettings
{
    /// <exception cref="SaltException">BadRequest: the path of its socket is too long to be bound.</exception>
    public static SupervisionOptions Of(MinionOptions options)
    {
        var runDir = Path.Combine(options.SockDir, $"minion-{options.Id}");
        var socket = SupervisorFiles.Socket(runDir);
        if (System.Text.Encoding.UTF8.GetByteCount(socket) > Layout.MaxSocketPath)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"the supervisor's socket {socket} would be longer than {Layout.MaxSocketPath} bytes: set a shorter sock_dir or root");
        }

        return new SupervisionOptions
        {
            RunDir = runDir,
            JobsDir = Path.Combine(options.MinionCache, "jobs"),
            CgroupName = CgroupName.Of(options.Layout.Root, options.Id),
        };
    }
}
