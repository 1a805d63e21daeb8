using System.Text;

namespace Salt.Tests.Benchmarks.Machine;

/// <summary>What one fsync of a small, fresh write takes on the disk that the cluster is on.</summary>
internal static class SyncBaseline
{
    public static async Task<Samples> MeasureAsync(string folder, int count)
    {
        var path = Path.Combine(folder, "fsync-baseline");
        var record = Encoding.UTF8.GetBytes(new string('x', 300));
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return await Samples.TakeAsync(count / 10, count, () =>
        {
            file.Write(record);
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        });
    }
}
