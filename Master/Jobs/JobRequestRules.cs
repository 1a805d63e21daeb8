using System.Text.Json;
using Salt.Shared.Errors;

namespace Salt.Master.Jobs;

/// <summary>What a request has to be before it becomes a job.</summary>
internal static class JobRequestRules
{
    private const int FunMax = 256;

    /// <exception cref="SaltException">BadRequest: what is wrong with it.</exception>
    public static void Check(JobRequest request, int jobMax)
    {
        if (request.Fun.Length is 0 or > FunMax || request.Fun.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new SaltException(Failure.BadRequest, $"a function is named like test.ping, in up to {FunMax} letters, not '{request.Fun}'");
        }

        Require(request.Arg, JsonTokenType.StartArray, "arg has to be a JSON array");
        Require(request.Kwarg, JsonTokenType.StartObject, "kwarg has to be a JSON object");
        Require(request.Metadata, JsonTokenType.StartObject, "metadata has to be a JSON object");
        var size = request.Arg.Length + request.Kwarg.Length + request.Metadata.Length + request.Tgt.Length;
        if (size > jobMax)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"the job is too large: arguments, metadata and target are {size} bytes, the most is {jobMax} (max_message_size)");
        }
    }

    private static void Require(ReadOnlyMemory<byte> json, JsonTokenType kind, string rule)
    {
        if (json.IsEmpty) return;
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            if (reader.Read() && reader.TokenType == kind && reader.TrySkip() && !reader.Read()) return;
        }
        catch (JsonException e)
        {
            throw new SaltException(Failure.BadRequest, $"{rule}: {e.Message}", inner: e);
        }

        throw new SaltException(Failure.BadRequest, rule);
    }
}
