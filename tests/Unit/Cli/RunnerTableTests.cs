using Salt.Cli.Runner;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Cli;

public class RunnerTableTests
{
    [TestCaseSource(typeof(RunnerFunctions), nameof(RunnerFunctions.Names))]
    public void A_name_leads_to_the_function_of_that_name(string name) =>
        Assert.That(RunnerTable.Find(name)!.Name, Is.EqualTo(name));

    [TestCase("jobs.nosuch")]
    [TestCase("jobs")]
    [TestCase("")]
    public void Any_other_leads_nowhere(string name) => Assert.That(RunnerTable.Find(name), Is.Null);
}
