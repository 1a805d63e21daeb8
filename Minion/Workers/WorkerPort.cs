using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Modules;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Workers;

/// <summary>Where workers and local calls ask the daemon for what it alone can do: its own functions, the master's files, a new
/// pillar. The socket lies in a folder that is the daemon's user's alone.</summary>
internal sealed class WorkerPort(string socket, IMinionContext minion, ILogger log)
{
    private const int Backlog = 64;

    /// <summary>Until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // Whoever left a socket there is dead: we hold the lock of the cache.
        File.Delete(socket);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(Backlog);
        var serving = new HashSet<Task>();
        try
        {
            while (true)
            {
                var worker = await listener.AcceptAsync(stopping);
                serving.RemoveWhere(task => task.IsCompleted);
                serving.Add(ServeAsync(worker, stopping));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await Task.WhenAll(serving);
            File.Delete(socket);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\n" };
            while (await reader.ReadLineAsync(stopping) is { } line)
            {
                var answer = await AnswerAsync(JsonNode.Parse(line)!.AsObject(), stopping);
                await writer.WriteLineAsync(answer.ToJsonString().AsMemory(), stopping);
                await writer.FlushAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The worker asks the next daemon.
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or InvalidOperationException or ObjectDisposedException)
        {
            // It went away in the middle of a question, or is no worker.
            log.WorkerGone(SystemErrors.OfAnything(e));
        }
    }

    private async Task<JsonObject> AnswerAsync(JsonObject question, CancellationToken stopping)
    {
        try
        {
            switch ((string?)question["ask"])
            {
                case LinkMessages.Call:
                    return LinkMessages.Of(await CallAsync(question, stopping));
                case LinkMessages.List:
                    var files = await minion.Files.ListAsync(LinkMessages.Text(question, "saltenv"), stopping);
                    return new JsonObject { ["files"] = new JsonArray([.. files.Select(LinkMessages.File)]) };
                case LinkMessages.Fetch:
                    var file = LinkMessages.File(LinkMessages.Part(question, "file").AsObject());
                    return new JsonObject { ["place"] = await minion.Files.FetchAsync(LinkMessages.Text(question, "saltenv"), file, stopping) };
                case LinkMessages.Pillar:
                    return LinkMessages.Of(await minion.RefreshPillarAsync(stopping));
                case LinkMessages.Log:
                    var (level, message) = ((LogLevel)(int)LinkMessages.Part(question, "level"), LinkMessages.Text(question, "message"));
                    minion.TemplateLog.OfWorker(level, message);
                    return [];
                case var other:
                    return LinkMessages.Of(new SaltException(Failure.BadRequest, $"the daemon was asked for '{other}'"));
            }
        }
        catch (RefusedException e)
        {
            return LinkMessages.Of(e);
        }
        catch (SaltException e)
        {
            return LinkMessages.Of(e);
        }
    }

    private async Task<Outcome> CallAsync(JsonObject question, CancellationToken stopping)
    {
        var function = minion.Functions.Get(LinkMessages.Text(question, "fun"));
        if (function.RunsAs != RunsAs.Daemon) throw new RefusedException($"ERROR: {function.Name} does not run in the daemon");
        var (arg, kwarg) = (LinkMessages.Part(question, "arg").DeepClone().AsArray(), LinkMessages.Part(question, "kwarg").DeepClone().AsObject());
        var jid = Jid.Parse(LinkMessages.Text(question, "jid"));
        var call = new FunctionCall(function, ArgumentBinder.Bind(function, arg, kwarg), jid, LinkMessages.Text(question, "user"), new JobOrigin(arg, kwarg, "", ""), minion);
        return await FunctionInvoker.InvokeAsync(call, stopping);
    }
}
