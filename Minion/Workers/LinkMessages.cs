using System.Text.Json.Nodes;
using Salt.Minion.Files;
using Salt.Minion.Modules;
using Salt.Shared.Errors;

namespace Salt.Minion.Workers;

/// <summary>What a worker and the daemon say to each other: one JSON object per line, a question and its answer.</summary>
internal static class LinkMessages
{
    public const string Call = "call";
    public const string List = "list";
    public const string Fetch = "fetch";
    public const string Pillar = "pillar";
    public const string Log = "log";

    /// <exception cref="FormatException">It is not there.</exception>
    public static JsonNode Part(JsonObject message, string name) => message[name] ?? throw new FormatException($"'{name}' is missing");

    /// <exception cref="FormatException">It is not there.</exception>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public static string Text(JsonObject message, string name) => Part(message, name).GetValue<string>();

    public static JsonObject File(ListedFile file) => new()
    {
        ["path"] = file.Path,
        ["sha256"] = Convert.ToHexStringLower(file.Sha256),
        ["size"] = file.Size,
        ["executable"] = file.IsExecutable,
    };

    public static ListedFile File(JsonObject json) => new(
        Text(json, "path"), Convert.FromHexString(Text(json, "sha256")), (long)Part(json, "size"), (bool)Part(json, "executable"));

    public static JsonObject Of(Outcome outcome) => new()
    {
        ["ret"] = outcome.Return?.DeepClone(),
        ["retcode"] = outcome.Retcode,
        ["reason"] = outcome.Reason,
        ["fault"] = outcome.IsFault,
    };

    public static Outcome Outcome(JsonObject answer) => new(answer["ret"]?.DeepClone(), (int)answer["retcode"]!, (string)answer["reason"]!) { IsFault = (bool?)answer["fault"] ?? false };

    public static JsonObject Of(PillarRefresh refresh) => new() { ["fault"] = refresh.Fault, ["away"] = refresh.IsMasterAway };

    public static PillarRefresh PillarRefresh(JsonObject answer) => new((string?)answer["fault"], (bool)answer["away"]!);

    public static JsonObject Of(RefusedException refusal) => new() { ["refused"] = refusal.Message, ["retcode"] = refusal.Retcode };

    public static JsonObject Of(SaltException failure) => new() { ["failure"] = failure.Failure.ToString(), ["message"] = failure.Message };

    /// <exception cref="RefusedException">The answer is one.</exception>
    /// <exception cref="SaltException">The answer is a failure.</exception>
    public static JsonObject Check(JsonObject answer)
    {
        if (answer["refused"] is { } why) throw new RefusedException((string)why!, (int)answer["retcode"]!);
        if (answer["failure"] is { } kind) throw new SaltException(Enum.Parse<Failure>((string)kind!), (string)answer["message"]!);
        return answer;
    }
}
