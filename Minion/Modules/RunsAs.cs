namespace Salt.Minion.Modules;

/// <summary>Where a function runs, which is part of its declaration.</summary>
public enum RunsAs
{
    /// <summary>In the daemon: bounded, non-blocking, read-only or acting on the daemon; needs no grant.</summary>
    Daemon,

    /// <summary>Under the supervisor: the function plans a program, and turns its end into the return.</summary>
    Process,

    /// <summary>In a .NET worker process of its own under the supervisor.</summary>
    Worker,
}
