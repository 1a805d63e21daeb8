using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Values;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>Makes requests from what was typed.</summary>
internal static class RunRequests
{
    /// <param name="words"><c>TARGET FUN [ARG...]</c> and the options of <see cref="RunOptions"/>.</param>
    /// <exception cref="SaltException">Something is missing or cannot be read.</exception>
    public static RunRequest Of(Words words)
    {
        if (words.Operands.Count < 2)
            throw new SaltException(Failure.BadRequest, "run needs a target and a function: master-cli run '*' test.ping");
        var request = OfFunction(words);
        request.LimitSeconds = (uint)(words.NumberOf(RunOptions.Limit, least: 1) ?? 0);
        request.SubmitOnly = words.Has(RunOptions.Async);
        request.AcceptOnly = words.NumberOf(RunOptions.Poll) == 0;
        if (request.SubmitOnly && words.Has(RunOptions.Poll))
            throw new SaltException(Failure.BadRequest, "--async and --poll exclude each other: the one does not even wait for acceptance");
        FlowOptions.Apply(words, request);
        if (words.ValueOf(RunOptions.Metadata) is { } metadata) request.Metadata = Metadata(metadata);
        return request;
    }

    private static RunRequest OfFunction(Words words)
    {
        var fun = words.Operands[1];
        if (!fun.Contains(','))
        {
            var (arg, kwarg) = CommandLineArguments.Parse(words.Operands.Skip(2));
            return Of(words, fun, arg, kwarg);
        }

        var separator = words.ValueOf(RunOptions.ArgsSeparator) ?? CompoundArguments.DefaultSeparator;
        if (separator.Length == 0) throw new SaltException(Failure.BadRequest, "--args-separator cannot be empty");
        return Of(words, fun, CompoundArguments.Parse(fun, [.. words.Operands.Skip(2)], separator));
    }

    /// <summary>The same target, for another function.</summary>
    public static RunRequest Of(Words words, string fun, JsonArray arg, JsonObject? kwarg = null) => new()
    {
        Tgt = words.Operands[0],
        TgtType = TargetKinds.Of(words),
        Delimiter = TargetKinds.DelimiterOf(words),
        Fun = fun,
        Arg = Json(arg),
        Kwarg = Json(kwarg ?? []),
        AcceptTimeoutMs = (uint)Math.Min((words.NumberOf(RunOptions.Timeout, least: 1) ?? 0) * 1000L, uint.MaxValue),
    };

    public static ByteString Json(JsonNode node) => ByteString.CopyFromUtf8(JsonText.Compact(json => node.WriteTo(json)));

    private static ByteString Metadata(string text)
    {
        try
        {
            if (JsonText.Parse(Encoding.UTF8.GetBytes(text)).ValueKind == JsonValueKind.Object)
                return ByteString.CopyFromUtf8(text);
        }
        catch (JsonException e)
        {
            throw new SaltException(Failure.BadRequest, $"--metadata is not JSON, as from {JsonPlace.Of(e)} on: an object is meant, such as '{{\"ticket\": 7}}'", inner: e);
        }

        throw new SaltException(Failure.BadRequest, "--metadata takes a JSON object, such as '{\"ticket\": 7}'");
    }
}
