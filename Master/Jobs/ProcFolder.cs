using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary><c>proc/JID</c>: one JSON file for each active job, for people and scripts that look into folders. The truth
/// is the store; a job that is over before its file was written never has one.</summary>
/// <param name="folder">Emptied when the daemon starts.</param>
internal sealed class ProcFolder(string folder, ILogger<ProcFolder> log) : BackgroundService
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly HashSet<Jid> _written = [];

    // Unbounded in form: a job is in it at most twice, when it comes and when it goes.
    private readonly Channel<ActiveJob> _changed = Channel.CreateUnbounded<ActiveJob>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The job came, or ended: makes its file be there, or not.</summary>
    public void Reconcile(ActiveJob job) => _changed.Writer.TryWrite(job);

    /// <summary>Makes the folder, and removes what an earlier daemon left in it.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(folder)) File.Delete(file);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            var path = Path.Combine(folder, job.Spec.Key.Jid.ToString());
            try
            {
                if (job.Open == 0) Remove(path, job.Spec.Key.Jid);
                else await WriteAsync(path, job.Spec);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.ProcNotWritten(path, SystemErrors.Sentence(e));
            }
        }
    }

    private static byte[] Content(JobSpec job)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("jid", job.Key.Jid.ToString());
            writer.WriteString("fun", job.Fun);
            writer.WritePropertyName("arg");
            writer.WriteRawValue(job.Arg.Span);
            writer.WritePropertyName("kwarg");
            writer.WriteRawValue(job.Kwarg.Span);
            writer.WriteString("tgt", job.Tgt);
            writer.WriteString("tgt_type", job.TgtType);
            writer.WriteString("user", job.User);
            writer.WriteString("StartTime", job.Key.Jid.Time.ToString("yyyy, MMM dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            writer.WriteStartArray("Minions");
            foreach (var minion in job.Targets) writer.WriteStringValue(minion.ToString());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private async Task WriteAsync(string path, JobSpec job)
    {
        if (!_written.Add(job.Key.Jid)) return;
        var unfinished = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private };
        await using (var file = new FileStream(unfinished, options)) await file.WriteAsync(Content(job));
        File.Move(unfinished, path, overwrite: true);
    }

    private void Remove(string path, Jid jid)
    {
        if (_written.Remove(jid)) File.Delete(path);
    }
}
