using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Master.Pillar;

/// <summary>The pillars of this master's minions, compiled when somebody asks. Of each the last good one is remembered: it
/// stays in force while the files are broken.</summary>
internal sealed class PillarService(PillarOptions options, IKnownMinions minions, ILogger<PillarService> log) : IKnownPillars
{
    private readonly PillarCompiler _compiler = new(options, log);
    private readonly ConcurrentDictionary<MinionId, ReadOnlyMemory<byte>> _lastGood = new();
    private readonly ConcurrentDictionary<MinionId, string> _told = new();

    /// <summary>Compiles a minion's pillar from the files as they are.</summary>
    /// <param name="grains">As the minion says now; empty: as it last said.</param>
    public PillarAnswer Ask(MinionId minion, ReadOnlyMemory<byte> grains)
    {
        try
        {
            var compiled = Compile(minion, grains);
            var data = Encoding.UTF8.GetBytes(compiled.Data.ToJsonString());
            _lastGood[minion] = data;
            _told.TryRemove(minion, out _);
            return new PillarAnswer(data, "", compiled.Claims);
        }
        catch (PillarFault e)
        {
            var isNews = !_told.TryGetValue(minion, out var told) || told != e.Message;
            _told[minion] = e.Message;
            if (isNews) log.Broken(minion, e.Message);
            return new PillarAnswer(_lastGood.GetValueOrDefault(minion), e.Message, []);
        }
    }

    /// <summary>What the files of one environment alone make of it; the pillar that is in force stays as it is.</summary>
    /// <inheritdoc cref="Ask"/>
    public PillarAnswer AskOf(string environment, MinionId minion, ReadOnlyMemory<byte> grains)
    {
        try
        {
            var compiled = Compile(minion, grains, environment);
            return new PillarAnswer(Encoding.UTF8.GetBytes(compiled.Data.ToJsonString()), "", compiled.Claims);
        }
        catch (PillarFault e)
        {
            return new PillarAnswer(default, e.Message, []);
        }
    }

    public ReadOnlyMemory<byte> PillarOf(MinionId id) =>
        _lastGood.TryGetValue(id, out var known) ? known : Ask(id, default).Data;

    private CompiledPillar Compile(MinionId minion, ReadOnlyMemory<byte> grains, string? only = null)
    {
        if (grains.IsEmpty) grains = minions.GrainsOf(minion);
        if (grains.IsEmpty) return _compiler.Compile(new TargetSubject(minion, null, null), only);
        using var parsed = JsonDocument.Parse(grains);
        return _compiler.Compile(new TargetSubject(minion, parsed.RootElement, null), only);
    }
}
