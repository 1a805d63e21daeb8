using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Events;

/// <summary>Adds the event bus.</summary>
public static class EventsSetup
{
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventBus>().AddHostedService<EventLog>();
}
