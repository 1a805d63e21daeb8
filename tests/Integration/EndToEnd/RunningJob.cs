using System.Text.Json.Nodes;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>A command that was submitted and runs, as <c>jobs active</c> and the process table show it.</summary>
internal sealed class RunningJob(Cluster cluster, string jid)
{
    private const string NotActive = "not active";

    public string Jid { get; } = jid;

    /// <summary>Submits without waiting; returns when every target runs.</summary>
    public static async Task<RunningJob> StartAsync(Cluster cluster, string target, params string[] words)
    {
        var submitted = await cluster.CliAsync(["run", target, .. words, "--async"]);
        Assert.That(submitted.Exit, Is.Zero, submitted.ToString());
        var job = new RunningJob(cluster, submitted.Out.Trim().Split(' ')[^1]);
        await job.AllRunAsync();
        return job;
    }

    /// <summary>The job's entry of <c>jobs active</c>, or null.</summary>
    public async Task<JsonObject?> ActiveAsync()
    {
        var active = await cluster.CliAsync("jobs", "active", "--out", "json");
        Assert.That(active.Exit, Is.Zero, active.ToString());
        return JsonNode.Parse(active.Out)!.AsObject()[Jid]?.AsObject();
    }

    /// <summary>The root process of every minion it runs on.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PidsAsync() =>
        (await ActiveAsync())?["Running"]?.AsArray()
            .SelectMany(entry => entry!.AsObject())
            .ToDictionary(entry => entry.Key, entry => (int)entry.Value!) ?? [];

    /// <summary>What <c>jobs show</c> says of one minion: state, retcode, ret, reason, start, end.</summary>
    public async Task<JsonObject> OnAsync(string minion)
    {
        var shown = await cluster.CliAsync("jobs", "show", Jid, "--out", "json");
        return JsonNode.Parse(shown.Out)?[minion]?.AsObject() ?? throw new AssertionException(shown.ToString());
    }

    /// <summary>Waits until the job has printed this on a minion.</summary>
    public Task PrintsAsync(string minion, string text)
    {
        var file = Path.Combine(cluster.MinionRoot(minion), "var", "cache", "salt", "minion", "jobs", Jid, "stdout");
        return Eventually.ReachesAsync($"{Jid} to print", () => File.Exists(file) ? File.ReadAllText(file) : "", printed => printed.Contains(text));
    }

    /// <summary>Waits until the minion's state is the one named.</summary>
    public async Task<JsonObject> ReachesAsync(string minion, string state)
    {
        await Eventually.ReachesAsync(
            $"{Jid} to be {state} on {minion}",
            async () => (await OnAsync(minion)).ToJsonString(),
            shown => (string?)JsonNode.Parse(shown)!["state"] == state);
        return await OnAsync(minion);
    }

    /// <summary>Waits until <c>jobs active</c> does not show it any more.</summary>
    public Task<string> OverAsync() => Eventually.ReachesAsync($"{Jid} to be over", ActiveTextAsync, active => active == NotActive);

    private async Task<string> ActiveTextAsync() => (await ActiveAsync())?.ToJsonString() ?? NotActive;

    private Task<string> AllRunAsync() => Eventually.ReachesAsync(
        $"{Jid} to run everywhere",
        ActiveTextAsync,
        active => active != NotActive && JsonNode.Parse(active)!["Running"]!.AsArray() is { Count: > 0 } running
            && running.All(entry => entry!.AsObject().All(pid => (int)pid.Value! > 0)));
}
