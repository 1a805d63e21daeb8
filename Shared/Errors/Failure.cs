namespace Salt.Shared.Errors;

/// <summary>What the caller should do next, which is all a caller needs to tell failures apart.</summary>
public enum Failure
{
    /// <summary>Ask differently.</summary>
    BadRequest,

    /// <summary>Say who you are.</summary>
    Unauthenticated,

    /// <summary>Ask somebody who may.</summary>
    Denied,

    /// <summary>Name something that exists.</summary>
    NotFound,

    /// <summary>Look again: it is not as you thought.</summary>
    Conflict,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>Try again later.</summary>
    Unavailable,

    /// <summary>Read the log: a fault of ours.</summary>
    Internal,
}
