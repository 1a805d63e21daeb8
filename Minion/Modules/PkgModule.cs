using System.Text.Json.Nodes;
using Salt.Minion.Modules.Cmd;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules;

/// <summary>The packages of this machine, as its own package manager knows them.</summary>
internal static class PkgModule
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        new()
        {
            Name = "pkg.version",
            Doc = "Return the version of an installed package, an empty string if it is not installed; of several packages, a map of them.",
            Example = "pkg.version bash",
            RunsAs = RunsAs.Process,
            Arguments = [new("name", ArgumentKind.Text, Required: true), new("names", ArgumentKind.Rest)],
            Plan = Ask,
            Finish = Answer,
        },
    ];

    private static ProcessPlan Ask(FunctionCall call)
    {
        var environment = ChildEnvironment.Inherited();
        var (program, words) = Query(ScalarText.Of(call.Minion.Grains["os_family"]));
        var path = ProgramSearch.Which(program, environment["PATH"]) ?? throw new RefusedException($"ERROR: 'pkg.version' is not available: there is no {program} here");
        return new ProcessPlan([path, .. words, "--", .. NamesOf(call)], environment, "/", RunAs: null, Umask: null, MergeOutput: false, Stdin: null, Timeout: null);
    }

    private static Outcome Answer(FunctionCall call, ProcessEnd end)
    {
        // dpkg-query ends with 1 if one of them is not there, rpm with the number of those.
        var names = NamesOf(call);
        return end.Record is { State: JobState.Succeeded or JobState.Failed } && end.Record.ExitCode <= names.Count
            ? new Outcome(Versions(names, end.Stdout.ToString()))
            : new Outcome($"ERROR: the versions of packages cannot be asked for: {end.Stderr.ToString().TrimEnd()}", Math.Max(end.Record.ExitCode, 1)) { IsFault = true };
    }

    /// <returns>Prints a line for each that is installed: name, tab, version.</returns>
    private static (string Program, string[] Words) Query(string family) => family switch
    {
        "Debian" => ("dpkg-query", ["--showformat=${Package}\\t${Version}\\t${db:Status-Status}\\n", "--show"]),
        "RedHat" or "Suse" => ("rpm", ["--query", "--queryformat", "%{NAME}\\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n"]),
        _ => throw new RefusedException($"ERROR: 'pkg.version' is not available: no package manager is known for os_family '{family}'"),
    };

    private static JsonNode Versions(IReadOnlyList<string> names, string printed)
    {
        var found = printed.Split('\n').Select(line => line.Split('\t'))
            .Where(fields => fields is [_, _] or [_, _, "installed"])
            .GroupBy(fields => fields[0])
            .ToDictionary(lines => lines.Key, lines => string.Join(',', lines.Select(fields => fields[1]).Distinct()));
        return names is [var only]
            ? found.GetValueOrDefault(only, "")
            : new JsonObject(names.Distinct().Select(name => KeyValuePair.Create(name, (JsonNode?)found.GetValueOrDefault(name, ""))));
    }

    private static List<string> NamesOf(FunctionCall call) => [call.Arguments.Text("name")!, .. call.Arguments.Rest.Select(ScalarText.Of)];
}
