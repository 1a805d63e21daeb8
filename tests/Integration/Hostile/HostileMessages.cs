using Google.Protobuf;
using Salt.V1;

namespace Salt.Tests.Integration.Hostile;

/// <summary>What a minion may say that means harm: messages that are well-formed and true, well-formed and false, and neither.</summary>
internal sealed class HostileMessages(Random random, string self)
{
    private static readonly string[] Jids =
    [
        "", "12", "20260704120000000001", "20991231235959999999", "99991231235959999999", "00010101000000000000", "2026070412000000000x", "\u001b[2J",
    ];

    private static readonly string[] States = ["accepted", "running", "succeeded", "failed", "timed_out", "killed", "lost", "refused", "undelivered", "queued", "", "nonsense"];

    private static readonly string[] Texts = ["", "test.ping", "*", "\u001b[31m", new('x', 3000), "a\nb", "a\0b", "ä😀", "../../etc", "\u202e", "master", "minion1"];

    private static readonly long[] Times = [0, 5, -1, long.MinValue, long.MaxValue, 1L << 62, 1_790_000_000_000_000, 253_402_300_799_999_999];

    private static readonly string[] Json =
    [
        "", "true", "[]", "{}", "null", "nonsense", "[1", """{"a":1,"a":2}""", """["\ud800"]""", """{"retcode":1}""", "1e999999", """{"os":"Debian","id":"minion1"}""",
        new string('[', 1500), new string('[', 900) + new string(']', 900), "\"" + new string('y', 100_000) + "\"", "[" + new string('9', 10_000) + "]",
    ];

    /// <summary>The jobs that were offered on this stream: some of what is said is about them.</summary>
    public List<Job> Offered { get; } = [];

    public MinionMessage Next() => random.Next(9) switch
    {
        0 => new MinionMessage { Heartbeat = new Heartbeat { Sequence = Number() } },
        1 => new MinionMessage { Grains = new Grains { Grains_ = Bytes() } },
        2 or 3 => new MinionMessage { Update = Update() },
        4 => new MinionMessage { Output = Output() },
        5 when random.Next(200) == 0 => new MinionMessage { Hello = new Hello() },
        5 when random.Next(50) == 0 => Mutated(),
        _ => new MinionMessage { Return = Return() },
    };

    private JobUpdate Update()
    {
        var (issuer, jid) = Job();
        return new JobUpdate { Issuer = issuer, Jid = jid, State = Pick(States), Place = (uint)Number(), Pid = (int)Number(), StartedUs = Pick(Times) };
    }

    private JobReturn Return()
    {
        var (issuer, jid) = Job();
        var data = Bytes();
        var head = new ReturnHead
        {
            Fun = Pick(Texts), State = Pick(States), Retcode = (int)Number(), Success = random.Next(2) == 0, Reason = Pick(Texts), StartedUs = Pick(Times), EndedUs = Pick(Times),
            Size = random.Next(50) == 0 ? Number() : (ulong)data.Length, Signal = random.Next(-5, 80), By = Pick(Texts), LeftRunning = (uint)Number(), OutputBytes = Number(), Pid = (int)Number(),
        };
        if (random.Next(2) == 0)
        {
            head.Job = new Job
            {
                Issuer = issuer, Jid = jid, Fun = Pick(Texts), Arg = Bytes(), Kwarg = Bytes(), Tgt = Pick(Texts), TgtType = Pick(Texts), User = Pick(Texts), Metadata = Bytes(), LimitSeconds = (uint)Number(),
            };
        }

        return new JobReturn { Issuer = issuer, Jid = jid, Head = random.Next(100) == 0 ? null : head, Data = data, Last = random.Next(100) != 0 };
    }

    private OutputChunk Output() => new()
    {
        Reader = Number(), Stream = Pick(["stdout", "stderr", "stdin", "\u001b"]), Offset = Number(), Data = Bytes(), Last = random.Next(3) == 0, StdoutSize = Number(), StderrSize = Number(),
    };

    /// <summary>Bytes that still are a message, by chance.</summary>
    private MinionMessage Mutated()
    {
        var bytes = new MinionMessage { Return = Return() }.ToByteArray();
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        try
        {
            return MinionMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return new MinionMessage();
        }
    }

    private (string Issuer, string Jid) Job()
    {
        if (Offered.Count > 0 && random.Next(3) == 0)
        {
            var job = Pick(Offered);
            return (job.Issuer, job.Jid);
        }

        return (Pick(["master", self, "minion1", "", "\u001b", new string('i', 300)]), random.Next(2) == 0 ? Pick(Jids) : $"2026070{random.Next(1, 8)}12{random.Next(10, 60)}00{random.Next(100_000, 999_999)}");
    }

    private ByteString Bytes() => random.Next(20) == 0 ? ByteString.CopyFrom(0xff, 0xfe, 0) : ByteString.CopyFromUtf8(Pick(Json));

    private ulong Number() => random.Next(4) switch
    {
        0 => 0,
        1 => (ulong)random.Next(100_000),
        2 => ulong.MaxValue,
        _ => (ulong)random.NextInt64(),
    };

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
