namespace Salt.Shared.Jobs;

/// <summary>Issues jids that strictly increase, whatever the clock does.</summary>
/// <param name="last">The newest jid this issuer ever gave out, from its history: a clock that was set back, or a
/// restart within the same microsecond, continues behind it.</param>
public sealed class JidIssuer(TimeProvider clock, Jid last, JidSide side = JidSide.Any)
{
    private readonly Lock _gate = new();
    private Jid _last = last;

    /// <param name="notBefore">The jid's time is no earlier: for a job that is issued shortly ahead.</param>
    public Jid Issue(DateTimeOffset notBefore = default)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var jid = Jid.At(now > notBefore ? now : notBefore);
            _last = jid > _last ? jid : _last.Next();
            if (!_last.IsOf(side)) _last = _last.Next();
            return _last;
        }
    }
}
