using System.Text.Json.Nodes;
using Salt.Minion.Hosting;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Minion.Grains;

/// <summary>Collects the grains: what is found of the machine, then what was set by hand.</summary>
/// <param name="master">Host of the master, for the grain of that name.</param>
/// <param name="file">The file <c>grains</c> beside the configuration; it wins over what is found.</param>
/// <param name="configured">The option <c>grains</c>; it wins over the file.</param>
public sealed class GrainsCollector(MinionId id, string master, string file, JsonObject configured, TimeProvider clock)
{
    public static GrainsCollector For(MinionOptions options, TimeProvider clock) => new(
        options.Id,
        options.Masters[0].Host,
        Path.Combine(Path.GetDirectoryName(options.ConfigFile)!, "grains"),
        options.Grains,
        clock);

    /// <summary>Takes some milliseconds, a quarter of a second where a name server does not answer.</summary>
    /// <exception cref="SaltException">BadRequest: the file is not a YAML map.</exception>
    public async ValueTask<JsonObject> CollectAsync(CancellationToken cancellation)
    {
        // Both wait for others, and may do so while the rest is collected.
        var systemd = SystemdVersion.ReadAsync(clock, cancellation);
        var host = HostGrains.CollectAsync(clock, cancellation);
        var grains = new JsonObject { ["id"] = id.ToString(), ["server_id"] = ServerId.Of(id), ["master"] = master };
        grains.Take(SystemGrains.Collect(clock));
        grains.Take(HardwareGrains.Collect());
        grains.Take(NetworkGrains.Collect());
        grains.Take(ProcessGrains.Collect());
        grains.Take(await host);
        if (await systemd is { } version) grains["systemd"] = version;
        grains.Take(StaticGrains.Read(file));
        grains.Take(configured.DeepClone().AsObject());
        return grains;
    }
}
