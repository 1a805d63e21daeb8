using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules;

/// <summary>A job's record as <c>async.status</c> shows it.</summary>
internal static class AsyncRecord
{
    private const string Return = "ret";

    // In the order in which they are shown. Zero and empty say nothing here.
    private static readonly string[] Circumstances = ["reason", "signal", "by", "left_running"];

    // Those that a results file lacks are left out.
    private static readonly string[] Facts =
        ["changed", "cmd", "rc", "start", "end", "delta", "stdout", "stderr", "stdout_lines", "stderr_lines"];

    /// <param name="isWatched">The daemon has not made the job's return yet.</param>
    public static JsonObject Of(CachedJob job, bool isWatched)
    {
        // What has ended only just now is finished when its results are there.
        if (job.Results is { } results) return Of(job, results);
        var state = isWatched && job.State.IsEnd() ? JobState.Running : job.State;
        var record = Begin(job, state);
        if (job.Started is { } started) record["start"] = PythonTime.Instant(started);
        if (state.IsEnd() && job.Ended is { } ended) record["end"] = PythonTime.Instant(ended);
        return record;
    }

    public static JsonObject Unknown(Jid jid, string why) => new()
    {
        ["started"] = 0,
        ["finished"] = 0,
        ["jid"] = jid.ToString(),
        ["state"] = "unknown",
        ["msg"] = why,
    };

    private static JsonObject Of(CachedJob job, JsonObject results)
    {
        var record = Begin(job, job.State);
        if (results["started"] is { } hasStarted) record["started"] = hasStarted.DeepClone();
        record["retcode"] = results["retcode"]?.DeepClone();
        foreach (var name in Circumstances)
        {
            if (ScalarText.Of(results[name]) is not ("" or "0" or "None")) record[name] = results[name]!.DeepClone();
        }

        foreach (var name in Facts)
        {
            if (results.ContainsKey(name)) record[name] = results[name]?.DeepClone();
        }

        if (job is { State: JobState.TimedOut, Spooled.Job.Limit: { } limit }) record["msg"] = AnsibleRecord.Limit((long)limit.TotalSeconds);
        // What a command returned is its output again.
        if (!results.ContainsKey("cmd")) record[Return] = job.ReadReturn();
        return record;
    }

    private static JsonObject Begin(CachedJob job, JobState state) => new()
    {
        ["started"] = 1,
        ["finished"] = state.IsEnd() ? 1 : 0,
        ["jid"] = job.Spooled.Job.Jid.ToString(),
        ["results_file"] = job.Folder.Return,
        ["fun"] = job.Spooled.Job.Fun,
        ["state"] = state.ToName(),
    };
}
