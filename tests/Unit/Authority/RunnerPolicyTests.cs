using Salt.Master.Authority;
using Salt.Tests.Unit.Master.Runners;

namespace Salt.Tests.Unit.Authority;

public class RunnerPolicyTests
{
    private static IEnumerable<string> Names => DeclaredRunners.Names;

    [Test]
    public void Every_runner_has_a_policy_and_every_policy_a_runner() => Assert.That(RunnerPolicy.Functions, Is.EquivalentTo(Names));

    [TestCaseSource(nameof(Names))]
    public void A_minion_or_a_stranger_runs_none(string function)
    {
        foreach (var caller in new[] { Callers.Nobody, Callers.Anybody, Callers.Minions })
            Assert.That(RunnerPolicy.Allows(function, caller), Is.False, caller.ToString());
    }

    [TestCaseSource(nameof(Names))]
    public void Operators_and_the_masters_schedule_run_it(string function) => Assert.That(
        (RunnerPolicy.Allows(function, Callers.Operators), RunnerPolicy.Allows(function, Callers.Schedule)), Is.EqualTo((true, true)));

    [Test]
    public void What_is_not_in_the_table_nobody_may_run([Values] Callers caller) =>
        Assert.That(RunnerPolicy.Allows("salt.cmd", caller), Is.False);
}
