namespace Salt.Minion.Supervision.Native;

/// <summary>posix_spawn: a process without the copy of this one's memory that fork makes. Wants glibc 2.34 (addclosefrom_np).</summary>
internal static unsafe class Spawner
{
    // glibc's posix_spawnattr_t has 336 bytes and posix_spawn_file_actions_t 80; musl's are no larger.
    private const int AttributesSize = 512;
    private const int ActionsSize = 256;

    private const short SetDefaults = 0x04;
    private const short SetMask = 0x08;
    private const short NewSession = 0x80;

    /// <returns>0 and the pid, or the errno of what failed, up to and including the exec of the path.</returns>
    public static int Start(SpawnRequest request, out int pid)
    {
        var attributes = stackalloc byte[AttributesSize];
        var actions = stackalloc byte[ActionsSize];
        using var argv = new NativeStrings(request.Argv);
        using var environment = new NativeStrings(request.Environment);
        _ = Libc.SpawnAttributesInit(attributes);
        _ = Libc.SpawnActionsInit(actions);
        try
        {
            var every = SignalSet.All;
            var blocked = SignalSet.Of([.. request.Blocked]);
            _ = Libc.SpawnAttributesSetFlags(attributes, SetDefaults | SetMask | NewSession);
            _ = Libc.SpawnAttributesSetDefaults(attributes, (byte*)&every);
            _ = Libc.SpawnAttributesSetMask(attributes, (byte*)&blocked);
            _ = Libc.SpawnActionsDuplicate(actions, request.Stdin, 0);
            _ = Libc.SpawnActionsDuplicate(actions, request.Stdout, 1);
            _ = Libc.SpawnActionsDuplicate(actions, request.Stderr, 2);
            _ = Libc.SpawnActionsCloseFrom(actions, 3);
            if (request.Directory is not null) _ = Libc.SpawnActionsEnter(actions, request.Directory);

            int child;
            var error = Libc.Spawn(&child, request.Path, actions, attributes, argv.Pointers, environment.Pointers);
            pid = error == 0 ? child : 0;
            return error;
        }
        finally
        {
            _ = Libc.SpawnActionsDestroy(actions);
            _ = Libc.SpawnAttributesDestroy(attributes);
        }
    }
}
