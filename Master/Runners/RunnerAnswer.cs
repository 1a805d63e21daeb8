using System.Text.Encodings.Web;
using System.Text.Json;
using Salt.Shared.Output;

namespace Salt.Master.Runners;

/// <summary>What a runner function answers.</summary>
/// <param name="Return">JSON, UTF-8; empty: it answers nothing.</param>
internal sealed record RunnerAnswer(ReadOnlyMemory<byte> Return)
{
    /// <summary>Larger answers are refused.</summary>
    public const int Largest = 64 << 20;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonText.MaxDepth + 32,
    };

    /// <summary>The output format that fits it where none is asked for; empty: the usual one.</summary>
    public string Outputter { get; init; } = "";

    /// <summary>Its members are shown one by one, as the returns of minions are.</summary>
    public bool HasMembers { get; init; }

    /// <summary>The members that did not go well, which colours them.</summary>
    public IReadOnlyList<string> FailedMembers { get; init; } = [];

    /// <summary>0: the answer is yes, or there is no question of that.</summary>
    public int Retcode { get; init; }

    /// <summary>Why there is not more to answer, one line; empty: nothing failed.</summary>
    public string Failure { get; init; } = "";

    /// <summary>What the caller should know besides, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <exception cref="Shared.Errors.SaltException">Conflict: it is too large.</exception>
    public static RunnerAnswer Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new AnswerBuffer(Largest);
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return new RunnerAnswer(buffer.Written);
    }

    /// <inheritdoc cref="Build"/>
    public static async Task<RunnerAnswer> BuildAsync(Func<Utf8JsonWriter, Task> writeAsync)
    {
        var buffer = new AnswerBuffer(Largest);
        await using (var json = new Utf8JsonWriter(buffer, Options)) await writeAsync(json);
        return new RunnerAnswer(buffer.Written);
    }

    public static RunnerAnswer Of(bool yes) => Build(json => json.WriteBooleanValue(yes));

    public static RunnerAnswer OfIds(IEnumerable<string> ids) => Build(json => WriteIds(json, ids));

    public static void WriteIds(Utf8JsonWriter json, IEnumerable<string> ids)
    {
        json.WriteStartArray();
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
