using System.Collections.Frozen;

namespace Salt.Master.Authority;

/// <summary>Who may call what: the one table. A method that is not in it, nobody may call.</summary>
public static class RpcPolicy
{
    private static readonly FrozenDictionary<string, Callers> Table = new Dictionary<string, Callers>
    {
        ["/salt.v1.MinionHub/Enroll"] = Callers.Anybody,
        ["/salt.v1.MinionHub/Renew"] = Callers.Minions,
        ["/salt.v1.MinionHub/Connect"] = Callers.Minions,
        ["/salt.v1.MinionHub/Pillar"] = Callers.Minions,
        ["/salt.v1.MinionHub/ListFiles"] = Callers.Minions,
        ["/salt.v1.MinionHub/GetFile"] = Callers.Minions,

        // For load balancers. A stream that anybody could hold open is nobody's.
        ["/grpc.health.v1.Health/Watch"] = Callers.Nobody,
        ["/grpc.health.v1.Health/Check"] = Callers.Anybody,

        ["/salt.v1.Control/GetStatus"] = Callers.Operators,
        ["/salt.v1.Control/Run"] = Callers.Operators,
        ["/salt.v1.Control/Follow"] = Callers.Operators,
        ["/salt.v1.Control/Attach"] = Callers.Operators,
        ["/salt.v1.Control/ListJobs"] = Callers.Operators,
        ["/salt.v1.Control/ActiveJobs"] = Callers.Operators,
        ["/salt.v1.Control/ShowJob"] = Callers.Operators,
        ["/salt.v1.Control/Cancel"] = Callers.Operators,
        ["/salt.v1.Control/ExplainJob"] = Callers.Operators,
        ["/salt.v1.Control/PurgeJobs"] = Callers.Operators,
        ["/salt.v1.Control/ListMinions"] = Callers.Operators,
        ["/salt.v1.Control/MatchMinions"] = Callers.Operators,
        ["/salt.v1.Control/ShowPillar"] = Callers.Operators,
        ["/salt.v1.Control/ShowSchedule"] = Callers.Operators,
        // Which function, RunnerPolicy says.
        ["/salt.v1.Control/RunRunner"] = Callers.Operators,
        ["/salt.v1.Control/DescribeRunners"] = Callers.Operators,
        ["/salt.v1.Control/ListKeys"] = Callers.Operators,
        ["/salt.v1.Control/ChangeKeys"] = Callers.Operators,
        ["/salt.v1.Control/CreateToken"] = Callers.Operators,
        ["/salt.v1.Control/IssueOperator"] = Callers.OperatorsHere,
        ["/salt.v1.Control/ListOperators"] = Callers.Operators,
        ["/salt.v1.Control/RevokeOperator"] = Callers.OperatorsHere,
        ["/salt.v1.Control/Events"] = Callers.Operators,
    }.ToFrozenDictionary();

    /// <summary>Every method that somebody may call, by full name.</summary>
    public static IEnumerable<string> Methods => Table.Keys;

    /// <param name="method">As on the wire: <c>/package.Service/Method</c>.</param>
    public static Callers For(string method) => Table.GetValueOrDefault(method, Callers.Nobody);

    public static bool Allows(string method, Peer peer)
    {
        var callers = For(method);
        return callers.HasFlag(Callers.Anybody) || peer switch
        {
            Peer.Minion => callers.HasFlag(Callers.Minions),
            Peer.Operator caller => callers.HasFlag(Callers.Operators) || (callers.HasFlag(Callers.OperatorsHere) && caller.Serial.Length == 0),
            _ => false,
        };
    }
}
