using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>
/// Lets minions in: the way from a signing request to a certificate. A key that is accepted already gets a new
/// certificate at once, which is how an expired one is replaced; the request's own signature proves the key.
/// </summary>
public sealed class Enrolment(KeyRing ring, KeyWaits waits, JoinTokens tokens, MasterCa ca, ILogger<Enrolment> log)
{
    private const int MaxMachineId = 64;

    /// <summary>Raised when a minion gets its answer: the key as it stands, never pending.</summary>
    public event Action<MinionKey>? Answered;

    /// <summary>Answers at once, except that a pending key is held for a while in case it is accepted meanwhile.</summary>
    /// <exception cref="SaltException">
    /// BadRequest: what was sent is malformed. Denied: the token is refused, or the id is the master's own.
    /// </exception>
    public async Task<EnrolmentAnswer> EnrolAsync(EnrolmentRequest request, CancellationToken cancellationToken)
    {
        // Before a token is used up for it.
        ring.RefuseOwn(request.Id);
        var key = KeyOf(request.Csr);
        var fingerprint = Fingerprint.Of(key);
        var admitted = !ring.IsAccepted(request.Id, fingerprint) && request.Token.Length > 0 && Admit(request, fingerprint);
        var stands = ring.Submit(request.Id, key, request.Address, MachineId(request), admitted);
        if (stands.State != KeyState.Pending) return Answer(stands, request, key);

        var retryAfter = await waits.WaitAsync(request.Id, fingerprint, cancellationToken);
        var later = ring.Find(request.Id) is { } found && found.Fingerprint == fingerprint ? found : stands;
        return Answer(later, request, key) with { RetryAfter = retryAfter };
    }

    /// <summary>A new certificate for a minion that is connected with an accepted one.</summary>
    /// <exception cref="SaltException">BadRequest: the request is malformed. Denied: it is for another key.</exception>
    public ReadOnlyMemory<byte> Renew(MinionId id, Fingerprint connected, ReadOnlyMemory<byte> csr, string address)
    {
        var key = KeyOf(csr);
        if (Fingerprint.Of(key) != connected)
        {
            throw new SaltException(Failure.Denied, $"the request's key is not the one that minion {id} is connected with");
        }

        return Issue(id, key, address);
    }

    private static PublicKey KeyOf(ReadOnlyMemory<byte> csr)
    {
        try
        {
            return SigningRequest.Check(csr.Span);
        }
        catch (FormatException e)
        {
            throw new SaltException(Failure.BadRequest, e.Message, inner: e);
        }
    }

    private static string MachineId(EnrolmentRequest request) =>
        request.MachineId.Length <= MaxMachineId && request.MachineId.All(char.IsAsciiLetterOrDigit)
            ? request.MachineId
            : throw new SaltException(Failure.BadRequest, $"a machine_id is up to {MaxMachineId} letters and digits");

    private bool Admit(EnrolmentRequest request, Fingerprint fingerprint)
    {
        // A token admits a new id; what an operator has decided of a known one stands, and the token is not used up.
        if (ring.Find(request.Id) is { } known && (known.State != KeyState.Pending || known.Fingerprint != fingerprint)) return false;
        try
        {
            return tokens.Redeem(request.Token, request.Id, fingerprint);
        }
        catch (SaltException refusal)
        {
            log.TokenRefused(request.Address, request.Id, refusal.Message);
            throw;
        }
    }

    private EnrolmentAnswer Answer(MinionKey key, EnrolmentRequest request, PublicKey publicKey)
    {
        if (key.State != KeyState.Pending) Answered?.Invoke(key);
        return new EnrolmentAnswer(
            key.State,
            key.Fingerprint,
            key.State == KeyState.Accepted ? Issue(request.Id, publicKey, request.Address) : default,
            TimeSpan.Zero,
            key.State switch
            {
                KeyState.Accepted => $"The key of minion {key.Id} is accepted.",
                KeyState.Pending => $"The key of minion {key.Id} waits to be accepted: master-cli keys accept {key.Id}",
                KeyState.Rejected => $"The master has rejected the key of minion {key.Id}.",
                _ => $"Another key of minion {key.Id} is on the master already; this one is denied.",
            });
    }

    private ReadOnlyMemory<byte> Issue(MinionId id, PublicKey key, string address)
    {
        using var certificate = ca.Issue(key, CertificateRole.Minion(id));
        log.CertificateIssued(id, Fingerprint.Of(key), address);
        return certificate.RawData;
    }
}
