using Microsoft.Extensions.Hosting;

namespace Salt.Minion.Supervision;

/// <summary>Owns the connection to the supervisor for as long as the daemon runs.</summary>
internal sealed class SupervisorService(SupervisorClient client) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => client.RunAsync(stoppingToken);
}
