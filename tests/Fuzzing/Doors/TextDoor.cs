using System.Text;
using Salt.Tests.Fuzzing.Making;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>A door in this process that takes a text.</summary>
/// <param name="isRefusal">Whether an exception is the door's own error.</param>
internal sealed class TextDoor(TextMaker maker, Action<string> take, Predicate<Exception> isRefusal, int memoryMax = 512) : IDoor
{
    public int MemoryMax => memoryMax;

    public byte[] Make(Random random) => Encoding.UTF8.GetBytes(maker.Make(random));

    public ValueTask<Answer> TryAsync(byte[] input)
    {
        try
        {
            take(Encoding.UTF8.GetString(input));
            return ValueTask.FromResult(Answer.Accepted);
        }
        catch (Exception e) when (isRefusal(e))
        {
            return ValueTask.FromResult(Answer.Refused);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
