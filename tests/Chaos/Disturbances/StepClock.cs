namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Sets the clock of a program that has one of its own, by up to two hours; it stays so.</summary>
internal sealed class StepClock(Clocks clocks) : IDisturbance
{
    private const int MostSeconds = 7200;

    public string Kind => "clock stepped";

    public string Part => "clocks";

    public int Weight => 3;

    public bool IsKill => false;

    public Task<bool> RunAsync(Random chance, CancellationToken stopping)
    {
        var names = clocks.Taken;
        if (names.Count == 0) return Task.FromResult(false);
        clocks.Step(names[chance.Next(names.Count)], TimeSpan.FromSeconds(chance.Next(-MostSeconds, MostSeconds)));
        return Task.FromResult(true);
    }
}
