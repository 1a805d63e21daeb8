using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Salt.V1;

namespace Salt.Tests.Unit.Validation;

/// <summary>Every field that a peer fills in has a rule, and its door keeps to it.</summary>
internal sealed class DoorTests
{
    private const int Seed = 20260704;

    /// <summary>What the master tells operators, who believe it: <c>master-cli</c> shows it, bounded and escaped.</summary>
    private static readonly string[] ToldToOperators =
    [
        "StatusRequest", "StatusReply", "JobEvent", "JobView", "TargetView", "StateCount", "Finished", "ActiveJobsRequest", "Explanation", "PurgeJobsReply", "PurgeRefusal",
        "CancelReply", "MinionView", "MatchMinionsReply", "ShowPillarReply", "ShowScheduleReply", "KeyList", "KeyView", "ChangeKeysReply", "KeyOutcome",
        "CreateTokenReply", "IssueOperatorReply", "ListOperatorsRequest", "OperatorList", "OperatorView", "Event", "OutputPiece", "AttachedJob", "PrintedBytes", "MinionAway", "MinionBack", "OutputEnd",
        "RunnerEvent", "RunnerBegan", "RunnerEnded", "RunnerDocs", "RunnerDoc",
    ];

    /// <summary>No more than an envelope.</summary>
    private static readonly string[] Envelopes = ["MinionMessage", "MasterMessage"];

    private static IEnumerable<Door> Doors => Door.All;

    private static IEnumerable<TestCaseData> Rules =>
        from door in Door.All
        from path in Fields(door.Good.Descriptor, door.Name)
        select new TestCaseData(door, path).SetArgDisplayNames(path);

    [Test]
    public void Every_field_of_every_message_has_a_rule()
    {
        var messages = MinionHubReflection.Descriptor.MessageTypes.Concat(ControlReflection.Descriptor.MessageTypes).ToList();
        var nested = messages.SelectMany(message => message.Fields.InDeclarationOrder()).Where(field => field.FieldType == FieldType.Message).Select(field => field.MessageType.Name).ToHashSet();
        var taken = messages.Where(message => !ToldToOperators.Contains(message.Name) && !Envelopes.Contains(message.Name));
        var outermost = taken.Where(message => !IsOnlyPart(message, nested));
        Assert.That(outermost.SelectMany(message => Fields(message, message.Name)), Is.EquivalentTo(FieldRules.All.Keys));
    }

    [TestCaseSource(nameof(Doors))]
    public void A_good_message_is_taken(Door door) => Assert.That(door.Refusal(door.Good), Is.Null);

    [TestCaseSource(nameof(Rules))]
    public void A_field_keeps_to_its_rule(Door door, string field)
    {
        var rule = FieldRules.All[field];
        Assert.Multiple(() =>
        {
            foreach (var bad in rule.Bad) Assert.That(door.Refusal(With(door, field, bad)), Is.Not.Null.And.Not.Contain("\u001b"), $"{bad}");
            foreach (var harmless in rule.Harmless) Assert.That(() => door.Refusal(With(door, field, harmless)), Throws.Nothing, $"{harmless}");
        });
    }

    /// <summary>Whatever bytes arrive as a message: it is taken or refused, and nothing is thrown.</summary>
    [TestCaseSource(nameof(Doors))]
    public void No_message_whatever_breaks_a_door(Door door)
    {
        var random = new Random(Seed);
        var good = door.Good.ToByteArray();
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var changes = random.Next(1, 5); changes > 0 && bytes.Length > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length + 1)];
            if (random.Next(4) == 0) bytes = [.. bytes, .. bytes];
            IMessage message;
            try
            {
                message = door.Good.Descriptor.Parser.ParseFrom(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                // The runtime refuses it.
                continue;
            }

            Assert.That(() => door.Refusal(message), Throws.Nothing, Convert.ToHexString(bytes));
        }
    }

    private static bool IsOnlyPart(MessageDescriptor message, HashSet<string> nested) =>
        message.Name is "Job" or "HeldJob" or "ReturnHead" or "FileEntry" or "KeyChoice" or "OutputPlace" && nested.Contains(message.Name);

    private static IEnumerable<string> Fields(MessageDescriptor message, string path) => message.Fields.InDeclarationOrder().SelectMany(field =>
        field.FieldType == FieldType.Message ? Fields(field.MessageType, $"{path}.{field.Name}") : [$"{path}.{field.Name}"]);

    private static IMessage With(Door door, string field, object value)
    {
        var message = door.Good.Descriptor.Parser.ParseFrom(door.Good.ToByteArray());
        var names = field.Split('.')[1..];
        var part = message;
        foreach (var name in names[..^1])
        {
            var inner = part.Descriptor.FindFieldByName(name).Accessor.GetValue(part);
            part = inner is IList many ? (IMessage)many[0]! : (IMessage)inner;
        }

        var accessor = part.Descriptor.FindFieldByName(names[^1]).Accessor;
        if (accessor.GetValue(part) is IList list)
        {
            list.Clear();
            list.Add(value);
        }
        else
        {
            accessor.SetValue(part, value);
        }

        return message;
    }
}
