using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Salt.Cli.Run;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

internal sealed class FinishedRecordsTests
{
    [TestCase("a\r\nb", """["a","b"]""")]
    [TestCase("a\n\nb\n", """["a","","b"]""")]
    [TestCase("a\u2028b", """["a","b"]""")]
    [TestCase("", "[]")]
    public void A_commands_lines_are_those_that_Python_makes_of_its_text(string printed, string lines)
    {
        var record = Of("cmd.run", JsonSerializer.Serialize(printed));
        Assert.That(((string?)record["stdout"], record["stdout_lines"]!.ToJsonString()), Is.EqualTo((printed, lines)));
    }

    [TestCase("cmd.run_stderr", "\"oh\"", "stderr_lines", """["oh"]""")]
    [TestCase("cmd.run_all", """{"pid": 7, "retcode": 0, "stdout": "out", "stderr": "oh"}""", "stderr_lines", """["oh"]""")]
    [TestCase("cmd.run_all", """{"pid": 7, "retcode": 0, "stdout": "out", "stderr": "oh"}""", "pid", "7")]
    [TestCase("test.arg", """{"args": [1]}""", "ret", """{"args":[1]}""")]
    [TestCase("cmd.run,test.ping", """{"cmd.run": "x"}""", "ret", """{"cmd.run":"x"}""")]
    [TestCase("test.ping", "true", "rc", "0")]
    public void What_was_returned_stands_where_its_readers_look(string fun, string ret, string name, string value) =>
        Assert.That(Of(fun, ret)[name]!.ToJsonString(), Is.EqualTo(value));

    private static JsonNode Of(string fun, string ret)
    {
        var target = new TargetView { Minion = "web1", State = "succeeded", Ret = ByteString.CopyFromUtf8(ret) };
        return JsonNode.Parse(FinishedRecords.Of(new JobView { Jid = "20261201000000000002", Fun = fun, LimitSeconds = 9 }, target).Ret.Span)!;
    }
}
