namespace Salt.Tests.Fuzzing.Doors;

/// <summary>One place where the programs take what others made: a parser, a file, a connection.</summary>
internal interface IDoor : IAsyncDisposable
{
    /// <summary>MiB that the process at this door may take at most.</summary>
    int MemoryMax { get; }

    /// <summary>The process that is at the door; null: this one.</summary>
    int? Pid => null;

    /// <summary>Before the first input.</summary>
    ValueTask OpenAsync() => ValueTask.CompletedTask;

    /// <summary>The next input; the same for the same random numbers.</summary>
    byte[] Make(Random random);

    /// <summary>Hands an input in. Throws where the door does not keep to its word.</summary>
    ValueTask<Answer> TryAsync(byte[] input);

    /// <summary>After the last input: what can be said only of all of them.</summary>
    ValueTask CloseAsync() => ValueTask.CompletedTask;
}
