using Salt.Cli.Completion;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Values;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>What jobs can be looked for by, in Salt's words and ours.</summary>
internal static class JobSearch
{
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("search_metadata", "A map: the job's metadata has all its members.")
        {
            Option = new Option(["--metadata"], "K=V|JSON", "with this in their metadata"),
        },
        new("search_function", "Globs, parted by commas.") { Option = new Option(["--fun"], "GLOB", "of these functions") { Values = ValueSources.Functions } },
        new("search_target", "The target as it was typed, or globs for it.")
        {
            Option = new Option(["--tgt"], "GLOB", "for this target, as it was typed or a glob for that"),
        },
        new("start_time", $"Submitted then or later: {TimeText.Forms}.")
        {
            Option = new Option(["--start", "--since"], "TIME", "submitted then or later: 2026-11-25T10:00, 10:00, -2h, JID (UTC)"),
        },
        new("end_time", "Submitted then or earlier.") { Option = new Option(["--end", "--until"], "TIME", "submitted then or earlier") },
        Own("user", new Option(["--user"], "NAME", "of this user")),
        Own("state", new Option(["--state"], "STATE[,...]", "with a target in this state: failed, timed_out, running, ...") { Values = ValueSources.States }),
        Own("minion", new Option(["--minion"], "ID", "for this minion, whatever the target") { Values = ValueSources.Minions }),
        Own("before", new Option(["--before"], "JID", "older than this one") { Values = ValueSources.Jids }),
    ];

    /// <exception cref="SaltException">BadRequest: what cannot be read.</exception>
    public static ListJobsRequest Request(Arguments arguments, TimeProvider clock)
    {
        var request = new ListJobsRequest
        {
            Fun = arguments.Text("search_function"),
            Tgt = arguments.Text("search_target"),
            User = arguments.Text("user"),
            Minion = arguments.Text("minion"),
            SinceUs = Instant(arguments, "start_time", clock),
            UntilUs = Instant(arguments, "end_time", clock),
            Before = arguments.Has("before") ? arguments.Jid("before") : "",
            Metadata = Metadata(arguments, "search_metadata"),
        };
        request.States.Add(arguments.List("state").Select(StateOf));
        return request;
    }

    /// <summary><c>ticket=7</c> or a map.</summary>
    public static ByteString Metadata(Arguments arguments, string name)
    {
        var text = arguments.Text(name);
        if (text.Length == 0) return ByteString.Empty;
        if (text[0] != '{')
        {
            var pairs = CommandLineArguments.Parse(text.Split(','));
            return pairs.Arg.Count == 0 ? RunRequests.Json(pairs.Kwarg) : throw arguments.Bad(name, text, "K=V or a JSON object");
        }

        var map = CommandLineArguments.Parse([text]).Arg[0];
        return map is JsonObject ? RunRequests.Json(map) : throw arguments.Bad(name, text, "K=V or a JSON object");
    }

    private static long Instant(Arguments arguments, string name, TimeProvider clock)
    {
        if (!arguments.Has(name)) return 0;
        var time = TimeText.TryParse(arguments.Text(name), clock.GetUtcNow()) ?? throw arguments.Bad(name, arguments.Text(name), TimeText.Forms);
        return time.ToUnixMicroseconds();
    }

    private static string StateOf(string name)
    {
        try
        {
            return JobStates.Parse(name.Replace('-', '_')).ToName();
        }
        catch (FormatException e)
        {
            var states = string.Join(", ", Enum.GetValues<JobState>().Select(state => state.ToName()));
            throw new SaltException(Failure.BadRequest, $"there is no state '{name}', there are {states}", inner: e);
        }
    }

    private static Parameter Own(string name, Option option) => new(name, option.Help) { Option = option };
}
