using System.Text.Json.Nodes;
using Salt.Minion.Files;

namespace Salt.Minion.Workers;

/// <summary>The files of <c>salt://</c> as a worker gets them: the daemon fetches them, and says where they lie.</summary>
internal sealed class LinkedFiles(DaemonLink daemon) : IMinionFiles
{
    public async Task<IReadOnlyList<ListedFile>> ListAsync(string saltenv, CancellationToken cancellation)
    {
        var answer = await daemon.AskAsync(new JsonObject { ["ask"] = LinkMessages.List, ["saltenv"] = saltenv }, cancellation);
        return [.. answer["files"]!.AsArray().Select(file => LinkMessages.File(file!.AsObject()))];
    }

    public async Task<string> FetchAsync(string saltenv, ListedFile file, CancellationToken cancellation)
    {
        var answer = await daemon.AskAsync(
            new JsonObject { ["ask"] = LinkMessages.Fetch, ["saltenv"] = saltenv, ["file"] = LinkMessages.File(file) }, cancellation);
        return (string)answer["place"]!;
    }
}
