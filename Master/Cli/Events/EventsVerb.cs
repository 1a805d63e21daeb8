using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Events;

/// <summary><c>events</c>: the master's bus, as it happens.</summary>
internal static class EventsVerb
{
    private static readonly Option Count = new(["--count"], "N", "leave after N events");
    private static readonly Option Compact = new("--compact", "one line per event");

    public static Verb Declare() =>
        new("events", [new("TAG", "a glob, such as salt/job/*") { IsOptional = true }], "the master's events as they happen; TAG is a glob", [Count, Compact], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        words.AtMost(1);
        var format = FormatOf(words);
        var left = words.NumberOf(Count, least: 1);
        using var master = await invocation.ConnectAsync(cancellationToken);
        var request = new EventsRequest { Tag = words.Operands.Count == 1 ? words.Operands[0] : "" };
        using var call = master.Control.Events(request, cancellationToken: cancellationToken);
        await foreach (var e in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (format(e) is { } text)
            {
                invocation.Terminal.Out.WriteLine(text);
                invocation.Terminal.Out.Flush();
            }

            if (--left == 0) return ExitCodes.Success;
        }

        throw new SaltException(Failure.Unavailable, "The master ended the stream of events");
    }

    private static Func<Event, string?> FormatOf(Words words) => words.ValueOf(CommonOptions.Out) switch
    {
        null or Outputters.Default => words.Has(Compact) ? EventLine.Compact : EventLine.Pretty,
        "jsonl" => EventLine.Json,
        "quiet" => _ => null,
        var other => throw new SaltException(
            Failure.BadRequest, $"events never end, so they cannot be --out {other}; use --out jsonl, --compact or nothing"),
    };
}
