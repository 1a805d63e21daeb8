using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>
/// Join tokens: each lets one key in, once, until it expires. Only hashes are kept, one file each in <c>tokens/</c>;
/// a used or expired one stays for a week, so that whoever comes with it again is told what is wrong with it.
/// </summary>
public sealed class JoinTokens
{
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly Lock _changing = new();
    private readonly string _folder;
    private readonly Fingerprint _authority;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, JoinTokenRecord> _byHash = [];

    public JoinTokens(KeysOptions options, MasterCa ca, TimeProvider clock, ILogger<JoinTokens> log)
    {
        _folder = Path.Combine(options.Folder, "tokens");
        (_authority, _clock) = (ca.Fingerprint, clock);
        PrivateFile.CreateFolder(_folder);
        foreach (var path in Directory.GetFiles(_folder))
        {
            if (JoinTokenRecord.TryParse(File.ReadAllText(path), out var record)) _byHash[Path.GetFileName(path)] = record;
            else log.TokenFileUnreadable(path);
        }

        Forget();
    }

    /// <param name="lifetime">Up to <see cref="MaxLifetime"/>.</param>
    /// <param name="id">The only minion that may use it; null: any.</param>
    public (JoinToken Token, DateTimeOffset Expires) Create(TimeSpan lifetime, MinionId? id)
    {
        if (lifetime <= TimeSpan.Zero || lifetime > MaxLifetime)
        {
            throw new SaltException(Failure.BadRequest, $"a token's lifetime is from 1 second to {MaxLifetime.TotalDays:0} days");
        }

        var token = JoinToken.Create(_authority);
        var record = new JoinTokenRecord(_clock.GetUtcNow() + lifetime, id, null);
        lock (_changing)
        {
            Forget();
            Keep(token.Hash(), record);
        }

        return (token, record.Expires);
    }

    /// <summary>Uses a token up for one key.</summary>
    /// <returns>Whether it lets the key in. It does not if this same key used it before: it was deleted since, and waits.</returns>
    /// <exception cref="SaltException">Denied: the token is of no use; one line for the minion's log says why.</exception>
    public bool Redeem(string text, MinionId id, Fingerprint key)
    {
        if (!JoinToken.TryParse(text, out var token)) throw Refusal("the join token is malformed: copy it whole");
        if (token.Authority != _authority) throw Refusal($"the join token is for another master: its CA is {token.Authority}, this one's is {_authority}");
        lock (_changing)
        {
            if (!_byHash.TryGetValue(token.Hash(), out var record)) throw Refusal("the join token is not known to this master");
            if (record.UsedBy == key) return false;
            if (record.UsedBy is not null) throw Refusal("the join token has been used already: ask for a new one (master-cli keys token)");
            if (_clock.GetUtcNow() > record.Expires) throw Refusal($"the join token expired at {record.Expires.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
            if (record.Id is { } only && only != id) throw Refusal($"the join token is for minion {only}, not for {id}");
            Keep(token.Hash(), record with { UsedBy = key });
            return true;
        }
    }

    private static SaltException Refusal(string reason) => new(Failure.Denied, reason);

    private void Keep(string hash, JoinTokenRecord record)
    {
        PrivateFile.Write(Path.Combine(_folder, hash), record.Format());
        _byHash[hash] = record;
    }

    private void Forget()
    {
        var now = _clock.GetUtcNow();
        foreach (var (hash, record) in _byHash.ToList())
        {
            if (now <= record.Expires + Remembered) continue;
            File.Delete(Path.Combine(_folder, hash));
            _byHash.Remove(hash);
        }
    }
}
