using System.Globalization;
using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary><c>keys token</c>: makes a join token, which lets one minion in without anybody accepting its key.</summary>
internal static class KeysToken
{
    private static readonly Option Lifetime = new(["--ttl"], "TIME", "how long it can be used, such as 30m or 24h; 1h unless given");
    private static readonly Option Id = new(["--id"], "ID", "only for the minion of this id");

    public static Verb Declare() => new(
        "keys token", [], "make a token that lets one minion in (its option join_token)", [Lifetime, Id], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Words.AtMost(0);
        var request = new CreateTokenRequest { TtlSeconds = Seconds(invocation.Words), Id = invocation.Words.ValueOf(Id) ?? "" };
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var reply = await master.Control.CreateTokenAsync(request, cancellationToken: cancellationToken);
        var expires = Instants.FromUnixMicroseconds(reply.ExpiresUs).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (!outputter.IsPage)
        {
            outputter.Write(Json(reply.Token, expires));
            return ExitCodes.Success;
        }

        invocation.Terminal.Out.WriteLine(reply.Token);
        invocation.Terminal.Say($"It lets {(request.Id.Length > 0 ? $"minion {request.Id}" : "one minion")} in, once, until {expires}.");
        return ExitCodes.Success;
    }

    private static uint Seconds(Words words)
    {
        if (words.ValueOf(Lifetime) is not { } text) return 0;
        return Quantities.TryParseDuration(text, TimeSpan.FromSeconds(1), out var lifetime) && lifetime.TotalSeconds is >= 1 and <= uint.MaxValue
            ? (uint)lifetime.TotalSeconds
            : throw new SaltException(Failure.BadRequest, $"{Lifetime.Name} takes a time such as 30m or 24h, not '{text}'");
    }

    private static JsonElement Json(string token, string expires) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("token", token);
        json.WriteString("expires", expires);
        json.WriteEndObject();
    });
}
