using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using static Salt.Minion.States.Modules.StateDeclaration;

namespace Salt.Minion.States.Modules;

/// <summary>States that run commands. A command that is run is a change.</summary>
internal static class CmdStates
{
    // Handed to cmd.run_all as they are.
    private static readonly FunctionArgument[] Surroundings =
    [
        new("cwd", ArgumentKind.Text, Doc: "The directory to run in."),
        new("runas", ArgumentKind.Text, Doc: "The user to run as."),
        new("group", ArgumentKind.Text, Doc: "The group to run as."),
        new("shell", ArgumentKind.Text, Doc: "The shell to use."),
        new("env", ArgumentKind.Any, Doc: "Environment variables: a map, or a list of maps."),
        new("clean_env", ArgumentKind.Boolean, Default: false, Doc: "Start from an empty environment."),
        new("prepend_path", ArgumentKind.Text, Doc: "Folders to put before $PATH."),
        new("umask", ArgumentKind.Text, Doc: "The umask to run with, in octal."),
        new("stdin", ArgumentKind.Text, Doc: "Its standard input."),
        new("timeout", ArgumentKind.Number, Doc: "Seconds after which it is killed, and all it started."),
        new("hide_output", ArgumentKind.Boolean, Default: false, Doc: "Leave what it printed out of the result."),
        new("template", ArgumentKind.Text, Doc: "jinja: the command is a template, rendered just before it runs."),
        new("bg", ArgumentKind.Boolean, Default: false, Doc: "Do not wait for it; it goes on after the run."),
        new("output_loglevel", ArgumentKind.Text, Default: "debug", Doc: "Accepted; output is never logged."),
        new("success_retcodes", ArgumentKind.List, Doc: "Return codes that mean success too."),
        new("success_stdout", ArgumentKind.List, Doc: "Texts that mean success if they are printed."),
        new("success_stderr", ArgumentKind.List, Doc: "Texts that mean success if they are printed to standard error."),
    ];

    private static readonly FunctionArgument Root = new("root", ArgumentKind.Text, Doc: "The folder that is the command's root: it runs as by cmd.run_chroot.");

    private static readonly FunctionArgument Stateful = new(
        "stateful", ArgumentKind.Any, Doc: "The last line that it prints says what it came to: changed=yes comment='...', or a JSON object; a list with test_name names the command for test mode.");

    private static readonly FunctionArgument Fun = new("sfun", ArgumentKind.Text, Doc: "The function of the state that watches.");

    public static IReadOnlyList<StateFunction> Functions { get; } =
    [
        Of("cmd.run", "Run a command.", [.. Surroundings, Root, Stateful], RunAsync),
        Answering("cmd.wait", "Run a command if what it watches changes.", [.. Surroundings, Root, Stateful], call => call.Done("")),
        Answering("cmd.watch", "Run a command if what it watches changes.", [.. Surroundings, Root, Stateful], call => call.Done("")),
        Of("cmd.mod_watch", "Run the command of a state that watches.", [Fun, .. Surroundings, Root, Stateful], RunAsync),
    ];

    private static async ValueTask<StateResult> RunAsync(StateCall call, CancellationToken cancellation)
    {
        var cwd = call.Arguments.Text("cwd");
        if (call.Test) return await WouldRunAsync(call, cancellation);
        if (cwd is not null && !Directory.Exists(cwd)) return call.Failed($"Desired working directory \"{cwd}\" is not available");
        var outcome = await CallAsync(call, call.Name, cancellation);
        if (outcome.Return is not JsonObject all) return call.Failed(ScalarText.Of(outcome.Return));
        var changes = all.DeepClone().AsObject();
        var result = new StateResult(call.Name, outcome.Retcode == 0, $"Command \"{call.Name}\" run", changes);
        return IsStateful(call) ? StatefulOutput.Read(result) : result;
    }

    private static async ValueTask<StateResult> WouldRunAsync(StateCall call, CancellationToken cancellation)
    {
        var would = call.Would($"Command \"{call.Name}\" would have been executed");
        if (TestCommand(call) is not { } test) return would;
        var outcome = await CallAsync(call, test, cancellation);
        return outcome.Return is JsonObject all ? StatefulOutput.Read(would with { Changes = all.DeepClone().AsObject() }) : would;
    }

    private static ValueTask<Outcome> CallAsync(StateCall call, string command, CancellationToken cancellation) => call.Arguments.Text("root") is { } root
        ? call.CallAsync("cmd.run_chroot", [(JsonNode)root, (JsonNode)command], Options(call), cancellation)
        : call.CallAsync("cmd.run_all", [(JsonNode)command], Options(call), cancellation);

    private static bool IsStateful(StateCall call) => call.Arguments["stateful"] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonArray list => list.Count > 0,
        _ => true,
    };

    private static string? TestCommand(StateCall call) =>
        (call.Arguments["stateful"] as JsonArray)?.OfType<JsonObject>().Select(option => option["test_name"]?.ToString()).FirstOrDefault(name => name is not null);

    private static JsonObject Options(StateCall call)
    {
        var options = new JsonObject();
        foreach (var argument in Surroundings)
        {
            if (call.Arguments[argument.Name] is { } value) options[argument.Name] = value.DeepClone();
        }

        return options;
    }
}
