namespace Salt.Minion.Supervision.Native;

/// <summary>A sigset_t in memory of its own size, built from signal numbers.</summary>
internal unsafe ref struct SignalSet
{
    private fixed byte _bits[Libc.SignalSetSize];

    /// <summary>1 to 31 without KILL and STOP, whose dispositions cannot be set, and the realtime signals.</summary>
    public static SignalSet All
    {
        get
        {
            var set = default(SignalSet);
            for (var signal = 1; signal <= 64; signal++)
                if (signal is not (Libc.SIGKILL or Libc.SIGSTOP)) set.Add(signal);
            return set;
        }
    }

    public static SignalSet Of(params ReadOnlySpan<int> signals)
    {
        var set = default(SignalSet);
        foreach (var signal in signals) set.Add(signal);
        return set;
    }

    // Both C libraries keep the set as words of native order, signal n being bit n-1: on a little-endian machine byte
    // (n-1)/8, bit (n-1)%8.
    private void Add(int signal) => _bits[(signal - 1) / 8] |= (byte)(1 << ((signal - 1) % 8));
}
