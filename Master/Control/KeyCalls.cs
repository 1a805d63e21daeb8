using Salt.Master.Keys;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.V1;
using KeyOutcome = Salt.V1.KeyOutcome;

namespace Salt.Master.Control;

/// <summary>The calls of Control that are about keys, between their messages and the key ring.</summary>
public sealed class KeyCalls(KeyRing ring, JoinTokens tokens, MasterCa ca, ServerCertificate server)
{
    public KeyList List(ListKeysRequest request)
    {
        var list = new KeyList
        {
            CaFingerprint = ca.Fingerprint.ToString(),
            MasterFingerprint = server.Fingerprint.ToString(),
        };
        list.Keys.AddRange(ring.List().Select(key => View(key, request.WithPem)));
        return list;
    }

    public ChangeKeysReply Change(ChangeKeysRequest request)
    {
        var verb = VerbOf(request.Change);
        // All are read before the first is changed: a malformed request changes nothing.
        var choices = request.Keys.Select(Choice).ToList();
        var reply = new ChangeKeysReply();
        foreach (var (id, state, fingerprint) in choices)
        {
            var outcome = ring.Change(verb, id, state, fingerprint);
            reply.Outcomes.Add(new KeyOutcome { Id = id.ToString(), Changed = outcome.Changed, Message = outcome.Refusal ?? "" });
        }

        return reply;
    }

    public CreateTokenReply CreateToken(CreateTokenRequest request)
    {
        var lifetime = request.TtlSeconds == 0 ? JoinTokens.DefaultLifetime : TimeSpan.FromSeconds(request.TtlSeconds);
        var (token, expires) = tokens.Create(lifetime, request.Id.Length == 0 ? null : IdOf(request.Id));
        return new CreateTokenReply { Token = token.ToString(), ExpiresUs = (expires - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond };
    }

    private static KeyView View(MinionKey key, bool withPem) => new()
    {
        Id = key.Id.ToString(),
        State = NameOf(key.State),
        Fingerprint = key.Fingerprint.ToString(),
        Pem = withPem ? key.Pem : "",
        Address = key.Address,
    };

    private static string NameOf(KeyState state) => state switch
    {
        KeyState.Accepted => "accepted",
        KeyState.Pending => "pending",
        KeyState.Rejected => "rejected",
        _ => "denied",
    };

    private static KeyVerb VerbOf(ChangeKeysRequest.Types.Change change) => change switch
    {
        ChangeKeysRequest.Types.Change.Accept => KeyVerb.Accept,
        ChangeKeysRequest.Types.Change.Reject => KeyVerb.Reject,
        ChangeKeysRequest.Types.Change.Delete => KeyVerb.Delete,
        _ => throw new SaltException(Failure.BadRequest, "the request does not say what to do to the keys"),
    };

    private static (MinionId Id, KeyState State, Fingerprint Key) Choice(KeyChoice choice)
    {
        foreach (var state in Enum.GetValues<KeyState>())
        {
            if (NameOf(state) == choice.State && Fingerprint.TryParse(choice.Fingerprint, out var key)) return (IdOf(choice.Id), state, key);
        }

        throw new SaltException(Failure.BadRequest, $"the key of '{choice.Id}' is not named by a state and a fingerprint");
    }

    private static MinionId IdOf(string text) => MinionId.TryParse(text, out var id)
        ? id
        : throw new SaltException(Failure.BadRequest, $"'{text}' is not a minion id ({MinionId.Rule})");
}
