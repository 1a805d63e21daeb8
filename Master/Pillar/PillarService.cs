using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Master.Pillar;

/// <summary>The pillars of this master's minions. A compiled one is kept until a file that it was made of or a grain changes, or its
/// minion asks for a new one. Of each the last good one is remembered: it stays in force while the files are broken.</summary>
internal sealed class PillarService : IKnownPillars
{
    private readonly IKnownMinions _minions;
    private readonly ILogger<PillarService> _log;
    private readonly PillarFiles _files;
    private readonly PillarCompiler _compiler;
    private readonly ConcurrentDictionary<MinionId, KeptPillar> _kept = new();
    private readonly ConcurrentDictionary<MinionId, ReadOnlyMemory<byte>> _lastGood = new();
    private readonly ConcurrentDictionary<MinionId, string> _told = new();

    public PillarService(PillarOptions options, IKnownMinions minions, ILogger<PillarService> log)
    {
        (_minions, _log) = (minions, log);
        _files = new PillarFiles(options);
        _compiler = new PillarCompiler(options, _files, log);
    }

    /// <summary>A minion's pillar as the files say it now.</summary>
    /// <param name="grains">As the minion says now, which has its pillar compiled anew; empty: as it last said.</param>
    /// <exception cref="OperationCanceledException">Whoever asks has gone.</exception>
    public PillarAnswer Ask(MinionId minion, ReadOnlyMemory<byte> grains, CancellationToken cancellation = default)
    {
        var isRefresh = !grains.IsEmpty;
        if (!isRefresh) grains = _minions.GrainsOf(minion);
        if (!isRefresh && _kept.TryGetValue(minion, out var kept) && kept.Holds(grains, _files)) return kept.Answer;
        var reading = new PillarReading();
        var answer = Compile(minion, grains, reading, cancellation);
        // A message's memory is its sender's; what is kept has its own.
        _kept[minion] = new KeptPillar(answer, grains.ToArray(), reading);
        return answer;
    }

    /// <summary>What the files of one environment alone make of it; the pillar that is in force stays as it is.</summary>
    /// <inheritdoc cref="Ask"/>
    public PillarAnswer AskOf(string environment, MinionId minion, ReadOnlyMemory<byte> grains, CancellationToken cancellation = default)
    {
        try
        {
            return Answer(minion, grains.IsEmpty ? _minions.GrainsOf(minion) : grains, reading: null, environment, cancellation);
        }
        catch (PillarFault e)
        {
            return new PillarAnswer(default, e.Message, []);
        }
    }

    public ReadOnlyMemory<byte> PillarOf(MinionId id) => Ask(id, default).Data;

    private PillarAnswer Answer(MinionId minion, ReadOnlyMemory<byte> grains, PillarReading? reading, string? environment, CancellationToken cancellation)
    {
        using var parsed = grains.IsEmpty ? null : JsonDocument.Parse(grains);
        var compiled = _compiler.Compile(new TargetSubject(minion, parsed?.RootElement, null), reading, environment, cancellation);
        return new PillarAnswer(Encoding.UTF8.GetBytes(compiled.Data.ToJsonString()), "", compiled.Claims);
    }

    private PillarAnswer Compile(MinionId minion, ReadOnlyMemory<byte> grains, PillarReading reading, CancellationToken cancellation)
    {
        try
        {
            var answer = Answer(minion, grains, reading, environment: null, cancellation);
            _lastGood[minion] = answer.Data;
            _told.TryRemove(minion, out _);
            return answer;
        }
        catch (PillarFault e)
        {
            var isNews = !_told.TryGetValue(minion, out var told) || told != e.Message;
            _told[minion] = e.Message;
            if (isNews) _log.Broken(minion, e.Message);
            return new PillarAnswer(_lastGood.GetValueOrDefault(minion), e.Message, []);
        }
    }
}
