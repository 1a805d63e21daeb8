using System.Text;
using Salt.Master.Jobs;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Master.Jobs;

public class JobRequestRulesTests
{
    private static readonly JobRequest Good = new() { Tgt = "*", Fun = "test.ping", User = "root" };

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [TestCase("", "")]
    [TestCase("[]", "{}")]
    [TestCase("""["a", {"b": 1}]""", """{"k": [1, 2]}""")]
    public void Json_of_the_right_kind_passes(string arg, string kwarg) =>
        Assert.That(() => JobRequestRules.Check(Good with { Arg = Json(arg), Kwarg = Json(kwarg) }, jobMax: 100, Day), Throws.Nothing);

    [TestCase("{}", "", "arg has to be a JSON array")]
    [TestCase("[1", "", "arg has to be a JSON array")]
    [TestCase("[] []", "", "arg has to be a JSON array")]
    [TestCase("", "[]", "kwarg has to be a JSON object")]
    [TestCase("", "nonsense", "kwarg has to be a JSON object")]
    public void Anything_else_is_named(string arg, string kwarg, string message) =>
        Assert.That(Message(Good with { Arg = Json(arg), Kwarg = Json(kwarg) }), Does.StartWith(message));

    [TestCase("")]
    [TestCase("test ping")]
    [TestCase("test.\nping")]
    public void A_function_is_a_word(string fun) => Assert.That(Message(Good with { Fun = fun }), Does.StartWith("a function is named like test.ping"));

    [Test]
    public void What_would_not_fit_into_a_message_is_refused_with_both_sizes() => Assert.That(
        Message(Good with { Arg = Json($"[\"{new string('x', 100)}\"]") }),
        Does.Contain("are 105 bytes, the most is 100"));

    [Test]
    public void A_job_is_kept_no_longer_than_minions_keep_traces_of_it()
    {
        Assert.That(() => JobRequestRules.Check(Good with { KeepFor = Day }, jobMax: 100, Day), Throws.Nothing);
        Assert.That(() => JobRequestRules.Check(Good with { KeepFor = 365 * Day }, jobMax: 100, keepJobs: null), Throws.Nothing);
        Assert.That(Message(Good with { KeepFor = 7 * Day }), Does.StartWith("a job is kept for minions that are away for 1d at most, not 7d"));
    }

    [Test]
    public void A_batch_is_at_most_all_targets_and_a_wait_needs_one()
    {
        Assert.That(Message(Good with { BatchPercent = 101 }), Does.Contain("at most 100 %"));
        Assert.That(Message(Good with { FailLimitPercent = 200 }), Does.Contain("at most 100 %"));
        Assert.That(Message(Good with { BatchWait = Day }), Does.Contain("needs a batch"));
    }

    private static string Message(JobRequest request)
    {
        var error = Assert.Throws<SaltException>(() => JobRequestRules.Check(request, jobMax: 100, Day));
        Assert.That(error!.Failure, Is.EqualTo(Failure.BadRequest));
        return error.Message;
    }

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);
}
