namespace Salt.Shared.Jobs;

/// <summary>Issues jids that strictly increase, whatever the clock does.</summary>
/// <param name="last">The newest jid this issuer ever gave out, from its history: a clock that was set back, or a
/// restart within the same microsecond, continues behind it.</param>
public sealed class JidIssuer(TimeProvider clock, Jid last)
{
    private readonly Lock _gate = new();
    private Jid _last = last;

    public Jid Issue()
    {
        lock (_gate)
        {
            var now = Jid.At(clock.GetUtcNow());
            _last = now > _last ? now : _last.Next();
            return _last;
        }
    }
}
