using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

[TestFixture(false)]
[TestFixture(true)]
public sealed class RunningTests(bool noCgroup)
{
    private TestMinion _minion = null!;

    [SetUp]
    public void SetUp() => _minion = new TestMinion(noCgroup);

    [TearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task A_program_that_exits_with_0_has_succeeded_with_its_output_in_two_files()
    {
        var plan = _minion.Accept("echo hi; echo err >&2");
        var end = await _minion.RunAsync(plan);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Succeeded), end.ToString());
            Assert.That(TestMinion.Output(plan, end).Text, Is.EqualTo("hi\n"));
            Assert.That(TestMinion.Errors(plan, end).Text, Is.EqualTo("err\n"));
            Assert.That(end.LeftRunning, Is.Zero);
        });
    }
}
