using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Jobs;
using Salt.Minion.Modules;
using Salt.Minion.Pillar;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.Tests.Fuzzing.Making;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>The minion's cache folder with one file damaged: an input is the file's number, what stands in its place, the bytes. The
/// daemon's start, functions that look at jobs, and readers of output never fail on it.</summary>
internal sealed class FoldersDoor : IDoor
{
    private static readonly Jid Running = Jid.Parse("20260704120000000001");
    private static readonly Jid Ended = Jid.Parse("20260704120000000003");
    private static readonly DateTimeOffset Then = new(2026, 7, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly string _cache = Directory.CreateTempSubdirectory("salt-fuzz-").FullName;
    private readonly List<(string Path, byte[] Good)> _files = [];

    private enum Damage
    {
        None,
        Missing,
        Folder,
        Pipe,
        LinkToItself,
    }

    public int MemoryMax => 512;

    public ValueTask OpenAsync()
    {
        Build();
        return ValueTask.CompletedTask;
    }

    public byte[] Make(Random random)
    {
        var number = random.Next(_files.Count);
        var damage = random.Next(20) == 0 ? (Damage)random.Next(1, 5) : Damage.None;
        return [(byte)number, (byte)damage, .. ByteChanges.Of(_files[number].Good, random)];
    }

    public ValueTask<Answer> TryAsync(byte[] input)
    {
        var (path, _) = _files[input.Length > 0 ? input[0] % _files.Count : 0];
        Restore();
        Place(path, input.Length > 1 ? (Damage)(input[1] % 5) : Damage.None, input.Length > 2 ? input[2..] : []);
        return ValueTask.FromResult(Look() ? Answer.Accepted : Answer.Refused);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_cache, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <returns>Whether nothing was set aside or passed over.</returns>
    private bool Look()
    {
        var spool = new JobSpool(_cache);
        var proc = new ProcFolder(_cache);
        var cached = new CachedJobs(_cache);
        foreach (var jid in (Jid[])[Running, Ended])
        {
            if (cached.Find(jid) is not { } job) continue;
            Record(job);
            foreach (var stream in (string[])[job.Folder.Stdout, job.Folder.Stderr]) Output(stream);
        }

        proc.Read();
        proc.Find(Running);
        KeptPillar.Read(_cache, NullLogger.Instance);
        new ScheduleFile(_cache).Read((_, _) => { });
        var recovered = new SpoolRecovery(spool, proc, "boot", TimeProvider.System, NullLogger.Instance).All();
        foreach (var job in recovered.Where(job => job.Returned is not null)) Send(spool, job.Job.Jid);
        foreach (var jid in spool.StoredBefore(Then.AddYears(100)).ToList()) spool.Discard(jid);
        proc.KeepOnly(new HashSet<Jid>());
        return recovered.Count == 2 && recovered.All(job => job.Job.Fun.Length > 0);
    }

    private static void Record(CachedJob job)
    {
        try
        {
            JsonText.Of(AsyncRecord.Of(job, isWatched: true));
        }
        catch (FormatException)
        {
            // The return is damaged; who asks is told so.
        }
    }

    private static void Output(string stream)
    {
        try
        {
            var output = new OutputFile(stream);
            output.ReadText(-1, 1 << 16);
            output.Read(0, new byte[64], out _);
        }
        catch (IOException)
        {
            // It cannot be read; who asks is told so.
        }
    }

    private static void Send(JobSpool spool, Jid jid)
    {
        using var opened = spool.OpenReturn(jid);
        opened.Read(0, new byte[Math.Min(opened.Size, 1 << 16)]);
    }

    private void Build()
    {
        var spool = new JobSpool(_cache);
        var job = new PublishedJob("master", Running, "cmd.run", Bytes("""["echo a"]"""), Bytes("""{"cwd":"/"}"""), "*", "glob", "root", TimeSpan.FromSeconds(5), Bytes("""{"a":1}"""));
        var own = job with { Issuer = "web1", Jid = Ended, Schedule = new ScheduleTag("entry", true) { IsListed = false }, Limit = null };
        spool.Create(new SpooledJob(job, "boot", TimeSpan.FromSeconds(2), Then), "input");
        spool.Create(new SpooledJob(own, "boot", null, Then), null);
        var start = new StartRecord(7, 8, "boot", "/sys/fs/cgroup/x", Then);
        foreach (var jid in (Jid[])[Running, Ended])
        {
            var folder = spool.FolderOf(jid);
            using (var status = StatusFile.Begin(folder.Status, start))
            {
                if (jid == Ended) status.Write(new EndRecord(JobState.Failed, 3, 0, "", "", 0, Then.AddSeconds(1), 2, 0));
            }

            File.WriteAllText(folder.Stdout, "a\n");
            File.WriteAllText(folder.Stdout + ".00000000000000000010", "tail\n");
        }

        spool.WriteReturn(
            new JobReturn { Issuer = "web1", Jid = Ended, Fun = "cmd.run", State = JobState.Failed, Retcode = 3, Ret = Bytes("\"a\""), Started = Then, Ended = Then.AddSeconds(1) },
            new CommandRecord("echo a", 3, "a", ""),
            sync: false);
        new ProcFolder(_cache).Write(job, start);
        var definition = new JsonObject { ["function"] = "test.ping", ["seconds"] = 5 };
        new ScheduleFile(_cache).Write(
            new(true, new JsonObject { ["x"] = definition.DeepClone() }, new Dictionary<string, Salt.Shared.Scheduling.EntryProgress> { ["x"] = new(definition, Then, Then, Then, [Then], [Then]) }),
            sync: false);
        File.WriteAllText(Path.Combine(_cache, "pillar.json"), """{"a":{"b":[1,"x"]}}""");
        foreach (var path in Directory.EnumerateFiles(_cache, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) _files.Add((path, File.ReadAllBytes(path)));
    }

    private void Restore()
    {
        foreach (var folder in Directory.EnumerateDirectories(_cache)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(_cache)) File.Delete(file);
        foreach (var (path, good) in _files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, good);
        }
    }

    private static void Place(string path, Damage damage, byte[] bytes)
    {
        File.Delete(path);
        switch (damage)
        {
            case Damage.None: File.WriteAllBytes(path, bytes); break;
            case Damage.Folder: Directory.CreateDirectory(path); break;
            case Damage.LinkToItself: File.CreateSymbolicLink(path, path); break;
            case Damage.Pipe: Pipes.Make(path); break;
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
