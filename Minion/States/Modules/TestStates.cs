using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using static Salt.Minion.States.Modules.StateDeclaration;

namespace Salt.Minion.States.Modules;

/// <summary>States that do nothing, and say what they are told to.</summary>
internal static class TestStates
{
    private static readonly FunctionArgument Comment = new("comment", ArgumentKind.Text, Doc: "Instead of the usual one.");
    private static readonly FunctionArgument Options = new("options", ArgumentKind.RestNamed, Doc: "Taken, and without effect.");

    public static IReadOnlyList<StateFunction> Functions { get; } =
    [
        Answering("test.nop", "Do nothing, successfully.", [Comment, Options], Success),
        Answering("test.succeed_without_changes", "Succeed, without changes.", [Comment, Options], Success),
        Answering("test.fail_without_changes", "Fail, without changes.", [Comment, Options],
            call => call.Failed(Said(call) ?? (call.Test ? "If we weren't testing, this would be a failure!" : "Failure!"))),
        Answering("test.succeed_with_changes", "Succeed, with changes.", [Comment, Options],
            call => call.Test
                ? call.Would(Said(call) ?? "If we weren't testing, this would be successful with changes", Pretended())
                : call.Done(Said(call) ?? "Success!", Pretended())),
        Answering("test.fail_with_changes", "Fail, with changes.", [Comment, Options],
            call => call.Test
                ? call.Would(Said(call) ?? "If we weren't testing, this would be failed with changes", Pretended())
                : call.Failed(Said(call) ?? "Failure!", Pretended())),
        Answering("test.configurable_test_state", "Come to whatever is asked for.",
            [
                new("changes", ArgumentKind.Any, Default: true, Doc: "True, False or Random."),
                new("result", ArgumentKind.Any, Default: true, Doc: "True, False or Random."),
                new("comment", ArgumentKind.Text, Default: ""),
                new("warnings", ArgumentKind.Any, Doc: "A text, or a list of texts."),
                new("allow_test_mode_failure", ArgumentKind.Boolean, Default: false, Doc: "Fail in test mode too."),
            ],
            Configured),
        Answering("test.show_notification", "Show a text in the output.", [new("text", ArgumentKind.Text, Required: true), Options],
            call => call.Done(call.Arguments.Text("text")!)),
        Answering("test.mod_watch", "React to what is watched.", [Options], call => call.Test
            ? call.Would("Watch statement would fire.", Fired(call))
            : call.Done("Watch statement fired.", Fired(call))),
    ];

    private static string? Said(StateCall call) => call.Arguments.Text("comment");

    private static StateResult Success(StateCall call) => call.Done(Said(call) ?? "Success!");

    private static JsonObject Pretended() => new()
    {
        ["testing"] = new JsonObject { ["old"] = "Unchanged", ["new"] = "Something pretended to change" },
    };

    private static StateResult Configured(StateCall call)
    {
        var changes = Chosen(call, "changes") ? Pretended() : [];
        var succeeds = Chosen(call, "result");
        var warnings = call.Arguments["warnings"] switch { JsonArray list => list.Select(ScalarText.Of), null => [], var text => [ScalarText.Of(text)] };
        var would = call.Test && (succeeds || !call.Arguments.Flag("allow_test_mode_failure"));
        var comment = call.Arguments.Text("comment")!;
        return new StateResult(call.Name, would ? changes.Count > 0 ? null : true : succeeds, would && comment.Length == 0 ? "This is a test" : comment, changes) { Warnings = [.. warnings] };
    }

    private static bool Chosen(StateCall call, string argument) => call.Arguments[argument] switch
    {
        JsonValue value when value.TryGetValue<string>(out var word) && word == "Random" => call.Random.Next(2) == 1,
        JsonValue value when ArgumentValue.TryRead(value, ArgumentKind.Boolean, out var flag) => flag!.GetValue<bool>(),
        _ => throw new RefusedException($"You have specified the state option '{argument}' with invalid arguments. It must be either True, False, or 'Random'"),
    };

    private static JsonObject Fired(StateCall call) => new()
    {
        ["Requisites with changes"] = new JsonArray([.. call.Requisites.Select(requisite => (JsonNode)$"{requisite.Chunk.State}: {requisite.Chunk.Id}")]),
    };
}
