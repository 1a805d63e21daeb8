using Salt.Master.Keys;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
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
        var choices = ControlEdge.Keys(request);
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
        var (lifetime, id) = ControlEdge.Token(request);
        var (token, expires) = tokens.Create(lifetime ?? JoinTokens.DefaultLifetime, id);
        return new CreateTokenReply { Token = token.ToString(), ExpiresUs = expires.ToUnixMicroseconds() };
    }

    private static KeyView View(MinionKey key, bool withPem) => new()
    {
        Id = key.Id.ToString(),
        State = ControlEdge.NameOf(key.State),
        Fingerprint = key.Fingerprint.ToString(),
        Pem = withPem ? key.Pem : "",
        Address = key.Address,
    };

    private static KeyVerb VerbOf(ChangeKeysRequest.Types.Change change) => change switch
    {
        ChangeKeysRequest.Types.Change.Accept => KeyVerb.Accept,
        ChangeKeysRequest.Types.Change.Reject => KeyVerb.Reject,
        ChangeKeysRequest.Types.Change.Delete => KeyVerb.Delete,
        _ => throw new SaltException(Failure.BadRequest, "the request does not say what to do to the keys"),
    };
}
