using System.Text;
using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Spool;

public sealed class ReturnFileTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(7);

    private static readonly JobReturn Return = new()
    {
        Issuer = "master",
        Jid = Jid.Parse("20261121010203000004"),
        Fun = "cmd.run",
        State = JobState.Killed,
        Retcode = 143,
        Ret = Encoding.UTF8.GetBytes("""{"b":12345678901234567890123,"a":"é"}"""),
        Started = Time,
        Ended = Time.AddSeconds(1),
        Reason = "signal 15 by alice",
        Signal = 15,
        By = "alice",
        Pid = 42,
        LeftRunning = 1,
        OutputBytes = 1L << 40,
    };

    private string _path = "";

    [SetUp]
    public void SetUp() => _path = Path.Combine(Directory.CreateTempSubdirectory("salt-").FullName, "return.json");

    [TearDown]
    public void TearDown() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void A_return_comes_back_as_it_was_written()
    {
        ReturnFile.Write(_path, Return, null, sync: false);

        using var opened = ReturnFile.Open(_path);
        var ret = new byte[opened.Size];
        opened.Read(0, ret);
        Assert.That(ret, Is.EqualTo(Return.Ret.ToArray()));
        Assert.That(opened.End, Is.EqualTo(Return with { Ret = default }));
    }

    [Test]
    public void A_commands_record_stands_beside_its_return()
    {
        ReturnFile.Write(_path, Return, new CommandRecord("echo é", 143, "a\nb", ""), sync: false);

        var read = JsonNode.Parse(File.ReadAllBytes(_path))!.AsObject();
        Assert.That((int)read["finished"]!, Is.EqualTo(1));
        Assert.That((int)read["rc"]!, Is.EqualTo(143));
        Assert.That(read["stdout_lines"]!.ToJsonString(), Is.EqualTo("""["a","b"]"""));
        Assert.That((string)read["delta"]!, Is.EqualTo("0:00:01.000000"));
        using var opened = ReturnFile.Open(_path);
        Assert.That(opened.End, Is.EqualTo(Return with { Ret = default }));
        Assert.That(ReturnFile.ReadReturn(_path)!.ToJsonString(), Is.EqualTo(read["ret"]!.ToJsonString()));
        read["ret"] = null;
        Assert.That(ReturnFile.ReadFacts(_path).ToJsonString(), Is.EqualTo(read.ToJsonString()));
    }

    [Test]
    public void A_job_that_never_started_comes_back_so()
    {
        ReturnFile.Write(_path, Return with { Started = null }, null, sync: false);

        using var opened = ReturnFile.Open(_path);
        Assert.That(opened.End.Started, Is.Null);
    }

    [TestCase("\"fun\":\"cmd.run\"", "\"fun\":\"cmd\xed\"", Description = "no UTF-8")]
    [TestCase("\"fun\":\"cmd.run\"", "\"fun\":\"\\ud800\"", Description = "half a character")]
    [TestCase("\"fun\":\"cmd.run\"", "\"fun\":7")]
    [TestCase("\"by\":\"alice\"", "\"pid\":\"alice\"", Description = "a key twice")]
    [TestCase("\"signal\":15", "\"signal\":99999999999")]
    [TestCase("\"state\":\"killed\"", "\"state\":\"dead\"")]
    [TestCase("\"ended_us\":1", "\"ended_us\":91111111")]
    [TestCase("\"ret_size\":38", "\"ret_size\":-1")]
    [TestCase("\"ret_size\":38", "\"ret_size\":-9223372036854775808")]
    [TestCase("\"ret_size\":38", "\"ret_size\":\"38\"")]
    [TestCase("\"ret_size\":38", "\"ret_size\":9e99")]
    public void A_damaged_return_is_refused(string good, string damaged)
    {
        ReturnFile.Write(_path, Return, null, sync: false);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(_path));
        Assert.That(text, Does.Contain(good));
        File.WriteAllBytes(_path, Encoding.Latin1.GetBytes(text.Replace(good, damaged)));

        Assert.Multiple(() =>
        {
            Assert.That(() => ReturnFile.Open(_path), Throws.TypeOf<FormatException>());
            Assert.That(() => ReturnFile.ReadFacts(_path), Throws.TypeOf<FormatException>());
        });
    }

    [Test]
    public void Every_torn_return_is_refused()
    {
        ReturnFile.Write(_path, Return, null, sync: false);
        var whole = File.ReadAllBytes(_path);

        for (var length = whole.Length - 1; length >= 0; length--)
        {
            using (var file = File.OpenWrite(_path)) file.SetLength(length);
            Assert.That(() => ReturnFile.Open(_path), Throws.TypeOf<FormatException>(), $"{length} bytes");
        }
    }
}
