using System.Text.Json;
using Salt.V1;

namespace Salt.Tests.Contract.Golden;

/// <summary>Answers about keys from a case's lines: a kind, then a JSON object of the fields.</summary>
internal static class KeyAnswers
{
    /// <summary>Lines <c>key {…}</c>, and <c>local {…}</c> for the master's own fingerprints.</summary>
    public static KeyList List(IEnumerable<string> lines, bool withPem)
    {
        var list = new KeyList();
        foreach (var (kind, fields) in lines.Select(Read))
        {
            if (kind == "local")
            {
                list.MasterFingerprint = Text(fields, "master.pem");
                list.CaFingerprint = Text(fields, "master.pub");
                continue;
            }

            list.Keys.Add(new KeyView
            {
                Id = Text(fields, "id"),
                State = kind,
                Fingerprint = Text(fields, "fingerprint"),
                Pem = withPem ? Text(fields, "pem") : "",
            });
        }

        return list;
    }

    /// <summary>Every key is changed, but for those that a line <c>refused {id, message}</c> names.</summary>
    public static ChangeKeysReply Changed(ChangeKeysRequest request, IEnumerable<string> lines)
    {
        var refused = lines.Select(line => Read(line).Fields).ToDictionary(fields => Text(fields, "id"), fields => Text(fields, "message"));
        var reply = new ChangeKeysReply();
        reply.Outcomes.AddRange(request.Keys.Select(key => new KeyOutcome
        {
            Id = key.Id,
            Changed = !refused.ContainsKey(key.Id),
            Message = refused.GetValueOrDefault(key.Id, ""),
        }));
        return reply;
    }

    public static CreateTokenReply Token(IEnumerable<string> lines)
    {
        var fields = Read(lines.Single()).Fields;
        return new CreateTokenReply { Token = Text(fields, "token"), ExpiresUs = fields.GetProperty("expires").GetInt64() };
    }

    private static (string Kind, JsonElement Fields) Read(string line)
    {
        var space = line.IndexOf(' ');
        return (line[..space], JsonDocument.Parse(line[space..]).RootElement);
    }

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
