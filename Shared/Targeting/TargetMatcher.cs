namespace Salt.Shared.Targeting;

/// <summary>Decides for one minion.</summary>
/// <exception cref="Errors.SaltException">BadRequest: a regex takes too long.</exception>
internal delegate bool TargetMatcher(TargetSubject subject);
