using Salt.Master.Jobs;
using Salt.Master.Output;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.V1;
using OutputCredit = Salt.V1.OutputCredit;

namespace Salt.Master.Sessions;

/// <summary>The way to what jobs print, over the minions' streams.</summary>
internal sealed class OutputLinks(SessionRegistry registry) : IOutputLinks
{
    public Presence PresenceOf(MinionId minion) => registry.PresenceOf(minion);

    public bool Read(MinionId minion, ulong reader, JobKey key, OutputOffsets from, int credit) => Send(minion, new MasterMessage
    {
        ReadOutput = new ReadOutput
        {
            Reader = reader,
            Issuer = key.Issuer,
            Jid = key.Jid.ToString(),
            StdoutFrom = from.Stdout,
            StderrFrom = from.Stderr,
            Credit = (uint)credit,
        },
    });

    public void AddCredit(MinionId minion, ulong reader, int bytes) =>
        Send(minion, new MasterMessage { OutputCredit = new OutputCredit { Reader = reader, Bytes = (uint)bytes } });

    public void Stop(MinionId minion, ulong reader, bool atEnd) =>
        Send(minion, new MasterMessage { StopReading = new StopReading { Reader = reader, AtEnd = atEnd } });

    private bool Send(MinionId minion, MasterMessage message)
    {
        if (!registry.TryFind(minion, out var session) || !session.IsOpen) return false;
        session.Send(message);
        return true;
    }
}
