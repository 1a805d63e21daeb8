using System.Reflection;
using Microsoft.Extensions.Logging;
using Salt.Hosting;
using Salt.Master.Hosting;
using Salt.Minion.Hosting;

namespace Salt.Tests.Unit.Architecture;

/// <summary>An event id names one message of its program for ever: it is what an alert is written on.</summary>
public class LogEventTests
{
    private static readonly Assembly[] Daemons = [typeof(MasterOptions).Assembly, typeof(MinionOptions).Assembly, typeof(DaemonHosting).Assembly];

    [TestCaseSource(nameof(Daemons))]
    public void Event_ids_are_unique_in_a_program(Assembly daemon) => Assert.That(
        Messages(daemon)
            .GroupBy(message => message.EventId)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(message => message.Method))}"),
        Is.Empty);

    [TestCaseSource(nameof(Daemons))]
    public void Every_message_has_an_event_id(Assembly daemon) => Assert.That(
        Messages(daemon).Where(message => message.EventId <= 0).Select(message => message.Method),
        Is.Empty);

    private static IEnumerable<(int EventId, string Method)> Messages(Assembly daemon) =>
        from type in daemon.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select (message.EventId, $"{type.Name}.{method.Name}");
}
