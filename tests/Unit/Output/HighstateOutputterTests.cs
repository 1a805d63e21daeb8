using Salt.Shared.Output;
using Salt.Shared.Output.States;

namespace Salt.Tests.Unit.Output;

/// <summary>What the golden cases of <c>st_</c> do not show.</summary>
internal sealed class HighstateOutputterTests
{
    private const string Clean = """ "test_|-a_|-x_|-nop": {"name": "x", "changes": {}, "result": true, "comment": "", "__run_num__": 1, "duration": 1.5, "start_time": "10:00:00.000001"}""";
    private const string Changed = """ "test_|-b_|-b_|-nop": {"name": "b", "changes": {"k": "v"}, "result": true, "comment": "one\ntwo", "__run_num__": 0, "duration": 1500.0, "start_time": "10:00:00.000002", "warnings": ["careful"]}""";
    private const string Failed = """ "test_|-c_|-c_|-nop": {"name": "c", "changes": {}, "result": false, "comment": "\u001b[31mno", "__run_num__": 2}""";

    [Test]
    public void Warnings_lines_and_counts() => Assert.That(Print($"{{{Changed}}}", StateOutput.Full), Is.EqualTo(
        """
        web1:
        ----------
                  ID: b
            Function: test.nop
              Result: True
             Comment: one
                      two
             Started: 10:00:00.000002
            Duration: 1500.0 ms
            Warnings: careful
             Changes:   
                      ----------
                      k:
                          v

        Summary for web1
        ------------
        Succeeded: 1 (changed=1)
        Failed:    0
        Warnings:  1
        ------------
        Total states run:     1
        Total run time:   1.500 s

        """));

    [TestCase("terse", "b x c")]
    [TestCase("changes", "x")]
    [TestCase("mixed", "b x")]
    [TestCase("terse_id", "b a c")]
    public void A_mode_says_which_have_a_line_each(string mode, string names) => Assert.That(
        Print($"{{{Clean}, {Changed}, {Failed}}}", StateOutput.ByName[mode]).Split('\n').Where(line => line.StartsWith("  Name: ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]),
        Is.EqualTo(names.Split(' ')));

    [Test]
    public void What_is_as_declared_can_be_left_out()
    {
        var printed = Print($"{{{Clean}, {Changed}}}", StateOutput.Full with { Verbose = false });
        Assert.That(printed, Does.Not.Contain("ID: a").And.Contain("ID: b").And.Contain("Succeeded: 2 (changed=1)"));
    }

    [Test]
    public void Nothing_steers_the_terminal() => Assert.That(Print($"{{{Failed}}}", StateOutput.Full), Does.Contain("Comment: ?[31mno").And.Not.Contain("\e"));

    [TestCase("true", "web1:\n    True\n")]
    [TestCase("\"ERROR: no\"", "web1:\n    ERROR: no\n")]
    [TestCase("{}", "web1:\n\nSummary for web1\n------------\nSucceeded: 0\nFailed:    0\n------------\nTotal states run:     0\nTotal run time:   0.000 ms\n")]
    [TestCase("{\"a\": 1}", "web1:\n    ----------\n    a:\n        1\n")]
    [TestCase("[1]", "web1:\n    - 1\n")]
    [TestCase("[\"bad\\nfile\"]", "web1:\n    Data failed to compile:\n----------\n    bad\nfile\n")]
    public void What_is_no_result_of_states_is_laid_out_as_it_is(string json, string text) => Assert.That(Print(json, StateOutput.Full), Is.EqualTo(text));

    private static string Print(string json, StateOutput output)
    {
        using var writer = new StringWriter();
        Outputters.Find(Outputters.Highstate, writer, coloured: false, output)!.WriteReturn("web1", Printed.Json(json), failed: false);
        return writer.ToString();
    }
}
