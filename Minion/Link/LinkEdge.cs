using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Salt.Minion.Files;
using Salt.Minion.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Rendering;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Minion.Link;

/// <summary>The one door for what a master says: from the wire's messages to the minion's own values, or to what is wrong
/// with them. Behind it nothing is checked again.</summary>
internal static class LinkEdge
{
    private const int Sha256Length = 32;
    private const int LongestHeartbeatMs = 3_600_000;
    private const int MostCredit = 1_000_000;

    public static (WelcomeFacts? Facts, Violation? Violation) Welcome(Welcome welcome)
    {
        var check = new MessageCheck("welcome");
        var facts = new WelcomeFacts(
            check.Issuer("master", welcome.Master),
            MessageCheck.Sentence(welcome.Version),
            TimeSpan.FromMilliseconds(check.Range("heartbeat_ms", welcome.HeartbeatMs, 1, LongestHeartbeatMs)),
            (uint)check.Range("credit", welcome.Credit, 0, MostCredit));
        return check.IsKept ? (facts, null) : (null, check.Violation);
    }

    /// <returns>Null: it does not even name a job. With a violation: a job that is to be refused for it.</returns>
    public static (PublishedJob? Job, Violation? Violation) Offer(Offer offer)
    {
        var check = new MessageCheck("offer.job");
        if (offer.Job is not { } job)
        {
            check.Fail("jid", "is missing");
            return (null, check.Violation);
        }

        var issuer = check.Issuer("issuer", job.Issuer);
        var jid = check.Jid("jid", job.Jid);
        if (!check.IsKept) return (null, check.Violation);
        // What this minion issues itself has the other ones, so that jobs of both are told apart by their jids alone.
        if (!jid.IsOf(JidSide.Master)) check.Fail("jid", $"is {jid}: masters issue even ones, odd ones are the minions' own");

        var published = new PublishedJob(
            issuer,
            jid,
            check.Name("fun", job.Fun, WireLimits.Function),
            check.Json("arg", job.Arg.Memory, JsonRule.Arguments),
            check.Json("kwarg", job.Kwarg.Memory, JsonRule.Members),
            check.Text("tgt", job.Tgt, WireLimits.Target),
            check.Name("tgt_type", job.TgtType, WireLimits.Name),
            check.Name("user", job.User, WireLimits.Name),
            job.LimitSeconds == 0 ? null : TimeSpan.FromSeconds(job.LimitSeconds),
            check.Json("metadata", job.Metadata.Memory, JsonRule.Members));
        return check.Violation is { } violation
            ? (new PublishedJob(issuer, jid, "", default, default, "", "", "", null, default) { Fault = violation.ToString() }, violation)
            : (published, null);
    }

    /// <summary>Of Start, Withdraw and Stored, which do no more than name a job.</summary>
    public static (JobName? Name, Violation? Violation) Name(string message, string issuer, string jid)
    {
        var check = new MessageCheck(message);
        var name = new JobName(check.Issuer("issuer", issuer), check.Jid("jid", jid));
        return check.IsKept ? (name, null) : (null, check.Violation);
    }

    public static (ReadRequest? Read, Violation? Violation) Read(ReadOutput read)
    {
        var check = new MessageCheck("read_output");
        var request = new ReadRequest(
            read.Reader,
            check.Issuer("issuer", read.Issuer),
            check.Jid("jid", read.Jid),
            new OutputOffsets(read.StdoutFrom, read.StderrFrom),
            read.Credit);
        return check.IsKept ? (request, null) : (null, check.Violation);
    }

    public static StreamEnd.ComeBackLater Later(ComeBackLater later) =>
        new(TimeSpan.FromMilliseconds(later.AfterMs), MessageCheck.Sentence(later.Reason));

    public static (ReadOnlyMemory<byte> Pillar, string Fault, Violation? Violation) Pillar(PillarReply reply)
    {
        var check = new MessageCheck("pillar");
        var pillar = check.Json("pillar", reply.Pillar.Memory, JsonRule.Pillar);
        return (pillar, MessageCheck.Sentence(reply.Fault), check.Violation);
    }

    public static (IReadOnlyList<ListedFile> Files, Violation? Violation) Files(ListFilesReply reply)
    {
        var check = new MessageCheck("files");
        var files = reply.Files.Select(file => File(check, file)).ToList();
        return (files, check.Violation);
    }

    /// <exception cref="SaltException">Denied: it is none.</exception>
    public static X509Certificate2 Certificate(ByteString der, string what)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der.Span);
        }
        catch (CryptographicException e)
        {
            throw new SaltException(Failure.Denied, $"{what} cannot be read: it is no certificate", inner: e);
        }
    }

    private static ListedFile File(MessageCheck check, FileEntry file)
    {
        var path = check.Text("path", file.Path, WireLimits.Path);
        if (check.IsKept && !RootPath.IsBelow(path)) check.Fail("path", $"is '{path}', which is no path below the roots");
        if (file.Sha256.Length != Sha256Length) check.Fail("sha256", $"is {file.Sha256.Length} bytes long");
        if (file.Size < 0) check.Fail("size", $"is {file.Size}");
        return new ListedFile(path, file.Sha256.ToByteArray(), file.Size, file.Executable);
    }
}
