using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Jobs;
using Salt.Minion.Supervision;
using Salt.Shared.Files;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The jobs that run, one JSON file each: <c>proc/JID</c> below the minion's cache, for scripts, local calls
/// and workers to read. Rebuilt at every start, so nothing of it need survive a power loss.</summary>
public sealed class ProcFolder
{
    private static readonly string[] NotSalts = ["issuer", "start_time", "boot_id", "cgroup"];

    private readonly string _folder;

    /// <param name="cache">The minion's cache folder.</param>
    public ProcFolder(string cache)
    {
        _folder = Path.Combine(cache, "proc");
        Directory.CreateDirectory(_folder, Durable.FolderMode);
    }

    public void Write(PublishedJob job, StartRecord start) =>
        Durable.Write(PathOf(job.Jid), Format(job, start), sync: false);

    /// <summary>No error if it is not there.</summary>
    public void Remove(Jid jid) => File.Delete(PathOf(jid));

    /// <summary>Removes all files but those of the given jobs.</summary>
    public void KeepOnly(IReadOnlySet<Jid> running)
    {
        foreach (var path in Directory.EnumerateFiles(_folder))
        {
            if (!Jid.TryParse(Path.GetFileName(path), out var jid) || !running.Contains(jid)) File.Delete(path);
        }
    }

    /// <summary>The jobs that run, in Salt's shape, in order of jid. A file that is damaged is passed over.</summary>
    public IReadOnlyList<JsonObject> Read()
    {
        var jobs = new List<JsonObject>();
        foreach (var path in Directory.EnumerateFiles(_folder).Where(path => Jid.TryParse(Path.GetFileName(path), out _)).Order(StringComparer.Ordinal))
        {
            if (TryRead(path) is not { } job) continue;
            foreach (var name in NotSalts) job.Remove(name);
            jobs.Add(job);
        }

        return jobs;
    }

    /// <summary>A job that ran when an earlier daemon looked, as its file tells it.</summary>
    /// <returns>Null: there is no such file, or it is damaged.</returns>
    public PublishedJob? Find(Jid jid)
    {
        try
        {
            return TryRead(PathOf(jid)) is { } json ? Job(jid, json) : null;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // Of an earlier version, which did not write all of it.
            return null;
        }
    }

    private static PublishedJob? Job(Jid jid, JsonObject json)
    {
        if (json["issuer"] is not { } issuer || json["arg"] is not JsonArray shown) return null;
        var (arg, kwarg) = PublishedArguments.Split(shown);
        return new PublishedJob(
            issuer.GetValue<string>(), jid, Text(json, "fun"), Bytes(arg), Bytes(kwarg), Text(json, "tgt"), Text(json, "tgt_type"), Text(json, "user"), null, default);
    }

    private static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? "";

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject? TryRead(string path)
    {
        try
        {
            return OwnJson.Read(RegularFile.ReadBytes(path), json => JsonNode.Parse(json.GetRawText())!.AsObject());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // It ended while we looked, or it is none of ours.
            return null;
        }
    }

    private string PathOf(Jid jid) => Path.Combine(_folder, jid.ToString());

    private static ReadOnlySpan<byte> Format(PublishedJob job, StartRecord start)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", start.Pid);
            json.WriteString("fun", job.Fun);
            json.WritePropertyName("arg");
            PublishedArguments.Of(job).WriteTo(json);
            json.WriteString("tgt", job.Tgt);
            json.WriteString("jid", job.Jid.ToString());
            json.WriteString("ret", "");
            json.WriteString("tgt_type", job.TgtType);
            json.WriteString("user", job.User);
            json.WriteString("issuer", job.Issuer);
            json.WriteNumber("start_time", start.StartTime);
            json.WriteString("boot_id", start.BootId);
            json.WriteString("cgroup", start.Cgroup);
            json.WriteEndObject();
        }

        return text.WrittenSpan;
    }
}
