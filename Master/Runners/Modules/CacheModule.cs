using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.Shared.Output;

namespace Salt.Master.Runners.Modules;

/// <summary>Salt's <c>cache</c> runner: what the master knows of minions, whether they are there or not.</summary>
internal sealed class CacheModule(TargetResolver resolver, IKnownMinions minions, IKnownPillars pillars)
{
    private static readonly RunnerParameter[] Targeting =
    [
        new("tgt", "Of these minions.") { IsRequired = true },
        new("tgt_type", "glob, list, pcre, grain or another kind of target.") { Default = "glob", IsPositional = true },
    ];

    public IReadOnlyList<RunnerFunction> Functions =>
    [
        Of("cache.grains", "The grains that minions last said.", isConfidential: false, id => minions.GrainsOf(id)),
        Of("cache.pillar", "The pillars of minions, as their files say them.", isConfidential: true, id => pillars.PillarOf(id)),
    ];

    private RunnerFunction Of(string name, string doc, bool isConfidential, Func<MinionId, ReadOnlyMemory<byte>> ask) => new()
    {
        Name = name,
        Doc = doc,
        Parameters = Targeting,
        IsConfidential = isConfidential,
        Plan = arguments =>
        {
            var (kind, expression) = (arguments.Text("tgt_type"), arguments.Text("tgt"));
            resolver.Check(kind, expression);
            return cancellation => Task.FromResult(Answer(kind, expression, ask, cancellation));
        },
    };

    private RunnerAnswer Answer(string kind, string expression, Func<MinionId, ReadOnlyMemory<byte>> ask, CancellationToken cancellation)
    {
        var meant = resolver.Resolve(kind, expression);
        return RunnerAnswer.Build(json =>
        {
            json.WriteStartObject();
            foreach (var id in meant.Minions.Except(meant.Unknown))
            {
                cancellation.ThrowIfCancellationRequested();
                if (ask(id) is not { IsEmpty: false } known) continue;
                json.WritePropertyName(id.ToString());
                JsonText.Foreign(known).WriteTo(json);
            }

            json.WriteEndObject();
        });
    }
}
