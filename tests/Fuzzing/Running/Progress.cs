using System.IO.MemoryMappedFiles;

namespace Salt.Tests.Fuzzing.Running;

/// <summary>Where the process that goes through the inputs is, in memory that outlives it: a stack overflow leaves its input here.</summary>
internal sealed class Progress : IDisposable
{
    private const int Numbers = 16;
    private const int Start = Numbers * sizeof(long);

    /// <summary>A longer input is kept up to here.</summary>
    private const int Most = 8 << 20;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public Progress(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Start + Most);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>The number of the input that is being handed in, or was last.</summary>
    public long Index { get => Get(0); private set => Set(0, value); }

    /// <summary>When it was handed in, in ticks of the machine's clock; 0: none is.</summary>
    public long Since { get => Get(1); private set => Set(1, value); }

    public long Accepted { get => Get(2); set => Set(2, value); }

    public long Refused { get => Get(3); set => Set(3, value); }

    public long Faults { get => Get(4); set => Set(4, value); }

    /// <summary>The longest that an input took, in ticks of the machine's clock.</summary>
    public long Worst { get => Get(5); set => Set(5, value); }

    public long WorstIndex { get => Get(6); set => Set(6, value); }

    /// <summary>The process at the door.</summary>
    public long Pid { get => Get(8); set => Set(8, value); }

    public long MemoryMax { get => Get(9); set => Set(9, value); }

    /// <summary>1: the door is open; before that it takes as long as it takes.</summary>
    public long IsOpen { get => Get(10); set => Set(10, value); }

    public byte[] Input
    {
        get
        {
            var bytes = new byte[Get(7)];
            _view.ReadArray(Start, bytes, 0, bytes.Length);
            return bytes;
        }
    }

    /// <summary>Before an input is handed in.</summary>
    public void Begin(long index, byte[] input, long now)
    {
        var length = Math.Min(input.Length, Most);
        _view.WriteArray(Start, input, 0, length);
        Set(7, length);
        Index = index;
        Since = now;
    }

    public void End() => Since = 0;

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private long Get(int number) => _view.ReadInt64(number * sizeof(long));

    private void Set(int number, long value) => _view.Write(number * sizeof(long), value);
}
