using System.Text;
using Salt.Tests.Fuzzing.Doors;

namespace Salt.Tests.Fuzzing.Running;

/// <summary>Goes through the inputs of a seed, one after another, in a process that another one watches. Each fault is one line on
/// stdout: <c>FAULT number</c>, then its kind and its text, both in base64.</summary>
internal sealed class FuzzRun(FuzzOptions options, Progress progress, TimeProvider clock)
{
    /// <summary>So many of one kind are told.</summary>
    private const int MostOfKind = 3;

    private readonly Dictionary<string, int> _kinds = [];

    public async Task RunAsync()
    {
        await using var door = DoorTable.Open(options.Door);
        await door.OpenAsync();
        (progress.Pid, progress.MemoryMax, progress.IsOpen) = (door.Pid ?? Environment.ProcessId, door.MemoryMax, 1);
        if (options.Input is { } file)
        {
            await HandInAsync(door, options.First, await File.ReadAllBytesAsync(file));
        }
        else
        {
            var began = clock.GetTimestamp();
            for (var index = options.First; clock.GetElapsedTime(began) < options.Duration; index++) await HandInAsync(door, index, door.Make(RandomOf(index)));
        }

        try
        {
            await door.CloseAsync();
        }
        catch (Exception e)
        {
            Tell(progress.Index, e);
        }

        progress.IsOpen = 0;
    }

    private async Task HandInAsync(IDoor door, long index, byte[] input)
    {
        var began = clock.GetTimestamp();
        progress.Begin(index, input, began);
        try
        {
            var answer = await door.TryAsync(input);
            if (answer == Answer.Accepted) progress.Accepted++;
            else progress.Refused++;
        }
        catch (Exception e)
        {
            // This is what is looked for: whatever a door throws but its own error.
            Tell(index, e);
        }

        var took = clock.GetTimestamp() - began;
        progress.End();
        if (took > progress.Worst) (progress.Worst, progress.WorstIndex) = (took, index);
    }

    private void Tell(long index, Exception e)
    {
        progress.Faults++;
        var kind = FaultKind.Of(e);
        var key = FaultKind.Key(kind);
        var count = _kinds[key] = _kinds.GetValueOrDefault(key) + 1;
        if (count <= MostOfKind) Console.Out.WriteLine($"FAULT {index} {Encode(kind)} {Encode(e.ToString())} {Convert.ToBase64String(progress.Input)}");
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // Each input has random numbers of its own, so that it can be made again without those before it.
#pragma warning disable RS0030 // The seed is the point.
    private Random RandomOf(long index) => new(unchecked((int)((options.Seed * 0x9E3779B1L) ^ (index * 0x85EBCA6BL))));
#pragma warning restore RS0030
}
