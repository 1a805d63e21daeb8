using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;
using Salt.Shared.Logging;
using Salt.Shared.Validation;

namespace Salt.Master.Sessions;

/// <summary>Counts and logs the messages of minions that break a rule, each of which is dropped. Who sends nothing but
/// such messages is cut in the end.</summary>
internal sealed class Violations : IDisposable
{
    /// <summary>A stream with so many of them is of no use to anybody.</summary>
    private const int MostOfOneStream = 10_000;

    private readonly ILogger<Violations> _log;
    private readonly LineFold _fold;

    public Violations(TimeProvider clock, ILogger<Violations> log)
    {
        _log = log;
        _fold = new LineFold(clock, log.ViolationsFolded);
    }

    /// <exception cref="SaltException">BadRequest: it was one too many.</exception>
    public void Note(Session session, Violation violation)
    {
        var count = session.CountViolation();
        if (_fold.Passes(session.Id.ToString())) _log.Violation(session.Id, violation.ToString(), count);
        if (count >= MostOfOneStream) throw HubMessages.Fault($"{count} messages of this stream broke the rules, the last one: {violation}");
    }

    public void Dispose() => _fold.Dispose();
}
