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
    public void Load() => _current = KeptJson.ReadOrSetAside(_path, Kept.Empty, json => Kept.Of(Encoding.UTF8.GetBytes(json.GetRawText())), log.NotLoaded);

    /// <summary>Asks the master for it.</summary>
    public async Task<PillarRefresh> RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var (pillar, fault) = await master.PillarAsync(grains.Text, "", cancellation);
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

    /// <summary>What the files of one environment alone make of it. Nothing of that is kept.</summary>
    /// <exception cref="RefusedException">The master does not answer, or the files are broken.</exception>
    public async Task<JsonElement> AskAsync(string pillarenv, CancellationToken cancellation)
    {
        try
        {
            var (pillar, fault) = await master.PillarAsync(grains.Text, pillarenv, cancellation);
            return fault.Length > 0 ? throw new RefusedException($"ERROR: the pillar of environment {pillarenv} is broken: {fault}") : JsonText.Parse(pillar);
        }
        catch (SaltException e)
        {
            throw new RefusedException($"ERROR: the pillar of environment {pillarenv} is the master's to make, which did not answer: {e.Message}");
        }
    }

    public void Dispose() => _turn.Dispose();

    private void Take(byte[] text)
    {
        var isNew = !text.AsSpan().SequenceEqual(_current.Text);
        // A worker that found the file damaged has set it aside.
        if (!isNew && File.Exists(_path)) return;
        if (isNew) _current = Kept.Of(text);
        try
        {
            Durable.Write(_path, text, sync: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On a full disk the new pillar is in force all the same.
            log.NotKept(SystemErrors.Sentence(e));
        }

        if (isNew) Changed?.Invoke();
    }

    private sealed record Kept(byte[] Text, JsonElement Data)
    {
        public static Kept Empty { get; } = Of(Encoding.UTF8.GetBytes("{}"));

        public static Kept Of(byte[] text) => new(text, JsonText.Parse(text));
    }
}
