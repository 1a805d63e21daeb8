using Salt.Master.Events;
using Salt.Shared.Errors;
using Salt.Shared.Validation;

namespace Salt.Master.Runners.Modules;

/// <summary>Salt's <c>event</c> runner: tells the event bus something.</summary>
internal sealed class EventModule(EventBus bus)
{
    private const string Stamp = "_stamp";

    public IReadOnlyList<RunnerFunction> Functions =>
    [
        new()
        {
            Name = "event.send",
            Doc = "Send an event with a tag and data.",
            Parameters = [new("tag", "The tag, as it is.") { IsRequired = true }, new("data", "A map of data.") { IsPositional = true }],
            OnlyReads = false,
            Plan = Plan,
        },
    ];

    private Func<CancellationToken, Task<RunnerAnswer>> Plan(RunnerArguments arguments)
    {
        var check = new MessageCheck("event.send");
        var (tag, data) = (check.Name("tag", arguments.Text("tag"), WireLimits.Name), arguments.Map("data") ?? []);
        if (check.Violation is { } violation) throw new SaltException(Failure.BadRequest, violation.ToString());
        return _ =>
        {
            bus.Publish(tag, json =>
            {
                foreach (var (name, value) in data.Where(member => member.Key != Stamp))
                {
                    json.WritePropertyName(name);
                    if (value is null) json.WriteNullValue();
                    else value.WriteTo(json);
                }
            });
            return Task.FromResult(RunnerAnswer.Of(true));
        };
    }
}
