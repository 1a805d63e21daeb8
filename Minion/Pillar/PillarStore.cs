using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Minion.Link;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Minion.Pillar;

/// <summary>The minion's pillar: as the master last declared it, kept in <c>pillar.json</c> so that it is there without the
/// master too. A broken pillar on the master leaves the last good one in force.</summary>
/// <param name="cache">The minion's cache folder.</param>
internal sealed class PillarStore(string cache, MasterCalls master, CurrentGrains grains, ILogger log) : IDisposable
{
    private readonly string _path = Path.Combine(cache, "pillar.json");
    private readonly SemaphoreSlim _turn = new(1);
    private volatile Kept _current = Kept.Empty;

    /// <summary>A JSON object.</summary>
    public JsonElement Current => _current.Data;

    /// <summary>Why it is not what the master's files say now; empty: as far as is known, it is.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Raised after <see cref="Current"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>Takes up what was kept. Before anything else.</summary>
    public void Load()
    {
        if (!File.Exists(_path)) return;
        try
        {
            _current = Kept.Of(File.ReadAllBytes(_path));
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            log.NotLoaded(_path, e.Message);
        }
    }

    /// <summary>Asks the master for it.</summary>
    public async Task<PillarRefresh> RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var (pillar, fault) = await master.PillarAsync(grains.Text, cancellation);
            if (!pillar.IsEmpty) Take(pillar.ToArray());
            if (fault.Length > 0 && fault != Fault) log.Broken(fault);
            Fault = fault;
            return fault.Length > 0 ? PillarRefresh.Broken(fault) : PillarRefresh.Done;
        }
        catch (SaltException e)
        {
            log.NotRefreshed(e.Message);
            return PillarRefresh.NotAsked($"the master did not answer: {e.Message}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private void Take(byte[] text)
    {
        if (text.AsSpan().SequenceEqual(_current.Text)) return;
        _current = Kept.Of(text);
        try
        {
            Durable.Write(_path, text, sync: true);
        }
        catch (IOException e)
        {
            // On a full disk the new pillar is in force all the same.
            log.NotKept(e.Message);
        }

        Changed?.Invoke();
    }

    private sealed record Kept(byte[] Text, JsonElement Data)
    {
        public static Kept Empty { get; } = Of(Encoding.UTF8.GetBytes("{}"));

        public static Kept Of(byte[] text) => new(text, JsonText.Parse(text));
    }
}
