using System.Text.Json.Nodes;

namespace Salt.Tests.Chaos.Jobs;

/// <summary>The jobs of a run, in the order of their numbers: the same seed makes the same jobs.</summary>
internal sealed class JobPlans(int seed, IReadOnlyList<string> minions)
{
    private static readonly (int Weight, Func<Random, string, JobPlan> Make)[] Kinds =
    [
        (20, (_, _) => Command(new Payload("quick", ":"))),
        (8, (chance, _) => Command(new Payload("fails", ":", Retcode: chance.Next(1, 100)))),
        (8, (_, token) => Command(new Payload("speaks", $"echo said {token}", Output: $"said {token}"))),
        (3, (_, token) => Command(new Payload("speaks long", Lines(token), Output: string.Join('\n', Enumerable.Range(1, 500).Select(i => $"{token} {i}"))))),
        (14, (chance, _) => Command(new Payload("sleeps", $"sleep {0.2 + (2.8 * chance.NextDouble()):0.00}"))),
        (6, (chance, _) => Command(new Payload("overruns", "sleep 300")) with { LimitSeconds = chance.Next(1, 4) }),
        (3, (_, _) => Command(new Payload("overruns, deaf to TERM", "trap '' TERM; while :; do sleep 1; done")) with { LimitSeconds = 1 }),
        (3, (_, _) => Command(new Payload("overruns, tidies up", "trap 'note end 7; exit 7' TERM; while :; do sleep 0.1; done")) with { LimitSeconds = 1 }),
        (3, (_, _) => Command(new Payload("overruns with many", Many)) with { LimitSeconds = 2 }),
        (6, (chance, _) => Command(new Payload("is killed with many", Many)) with { LimitSeconds = 20, Signal = Kill(chance) }),
        (5, (chance, _) => Command(new Payload("is killed", "sleep 20")) with { Signal = Kill(chance) }),
        (4, (chance, _) => Command(new Payload("is killed early", "sleep 5")) with { Signal = Kill(chance) with { WaitsForStart = false, After = TimeSpan.Zero } }),
        (4, (_, _) => Command(new Payload("leaves one behind", "setsid sleep 3 </dev/null >/dev/null 2>&1 &"))),
        (8, (_, _) => Call("test.ping")),
        (3, (_, token) => Call("test.echo", new JsonArray(token))),
        (1, (_, _) => Call("test.sleep", new JsonArray(1))),
        (3, (_, _) => Call("test.no_such_function") with { IsRefused = true }),
        (3, (_, _) => Call("cmd.run") with { IsRefused = true }),
    ];

    // Sessions of their own, orphans, and one that forks on and on.
    private const string Many =
        """
        setsid sh -c 'trap "" TERM HUP; while :; do sleep 1; done' &
        ( setsid sh -c '( trap "" TERM; while :; do sleep 1; done ) & exit 0' & )
        ( trap "" TERM; while :; do sh -c 'sleep 0.1' & wait $!; done ) &
        sleep 60
        """;

    public JobPlan At(int number)
    {
        var chance = new Random(HashCode(number));
        var token = $"t{seed}-{number}";
        var plan = Pick(chance)(chance, token);
        return plan with
        {
            Token = token,
            Targets = Targets(chance),
            AcceptTimeout = TimeSpan.FromSeconds(chance.Next(2, 10)),
            BatchSize = chance.Next(8) == 0 ? 1 : 0,
            QueueSeconds = chance.Next(8) == 0 ? chance.Next(3, 30) : 0,
            SubmitsOnly = plan.Signal is null && chance.Next(4) == 0,
        };
    }

    // Not System.HashCode: that is another one in every process.
    private int HashCode(int number) => unchecked((seed * 1_000_003) + number);

    private static Func<Random, string, JobPlan> Pick(Random chance)
    {
        var left = chance.Next(Kinds.Sum(kind => kind.Weight));
        return Kinds.First(kind => (left -= kind.Weight) < 0).Make;
    }

    private string[] Targets(Random chance)
    {
        var count = chance.Next(10) switch { < 5 => 1, < 8 => minions.Count, _ => Math.Min(2, minions.Count) };
        var ids = minions.ToArray();
        chance.Shuffle(ids);
        return ids[..count];
    }

    private static string Lines(string token) => $"i=1; while [ $i -le 500 ]; do echo {token} $i; i=$((i+1)); done";

    private static SignalPlan Kill(Random chance) =>
        new(chance.Next(2) == 0 ? "saltutil.kill_job" : "saltutil.term_job", TimeSpan.FromSeconds(chance.NextDouble()), WaitsForStart: true);

    private static JobPlan Command(Payload payload) =>
        Call("cmd.run", new JsonArray(payload.Script)) with { Payload = payload };

    private static JobPlan Call(string fun, JsonArray? arg = null) => new("", [], fun, (arg ?? []).ToJsonString());
}
