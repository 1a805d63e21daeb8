using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Link;

/// <summary>The grains as they were last collected; the master is told when they change.</summary>
/// <param name="collect">Collects them. The result is never changed afterwards.</param>
/// <param name="cache">The minion's cache folder: <c>grains.json</c> in it is for workers and local calls.</param>
/// <param name="wake">Set when they changed.</param>
public sealed class CurrentGrains(Func<CancellationToken, ValueTask<JsonObject>> collect, string cache, WakeSignal wake, ILogger log)
{
    private volatile Collected _current = new([]);

    /// <summary>Empty before the first <see cref="RefreshAsync"/>.</summary>
    public JsonObject Grains => _current.Grains;

    /// <summary>The same as UTF-8 JSON; the same object as long as they do not change.</summary>
    internal byte[] Text => _current.Text;

    /// <summary>Collects them anew.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellation)
    {
        var collected = new Collected(await collect(cancellation));
        if (!collected.Text.AsSpan().SequenceEqual(_current.Text))
        {
            _current = collected;
            wake.Set();
            Keep(collected.Text);
        }
        else if (!File.Exists(KeptAt))
        {
            // A worker that found the file damaged has set it aside.
            Keep(collected.Text);
        }
    }

    private string KeptAt => Path.Combine(cache, "grains.json");

    private void Keep(byte[] text)
    {
        try
        {
            Durable.Write(KeptAt, text, sync: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On a full disk the minion is wanted more than ever.
            log.GrainsNotKept(SystemErrors.Sentence(e));
        }
    }

    private sealed class Collected(JsonObject grains)
    {
        public JsonObject Grains { get; } = grains;

        public byte[] Text { get; } = Encoding.UTF8.GetBytes(grains.ToJsonString());
    }
}
