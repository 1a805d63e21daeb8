namespace Salt.Minion.Modules;

/// <summary>The minion's own environment.</summary>
internal static class EnvironModule
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        DaemonFunction.Answering("environ.get", "Get a single salt process environment variable, or the default.", "environ.get foo",
            [new("key", ArgumentKind.Text, Required: true), new("default", ArgumentKind.Any, Default: "")],
            call => Environment.GetEnvironmentVariable(call.Arguments.Text("key")!) is { } value ? value : call.Arguments["default"]?.DeepClone()),
        DaemonFunction.Answering("environ.has_value", "Determine whether the key exists in the current salt process environment.", "environ.has_value foo",
            [new("key", ArgumentKind.Text, Required: true), new("value", ArgumentKind.Text, Doc: "Which it must have, too.")],
            call => Environment.GetEnvironmentVariable(call.Arguments.Text("key")!) is { } value && (call.Arguments.Text("value") is not { } wanted || wanted == value)),
    ];
}
