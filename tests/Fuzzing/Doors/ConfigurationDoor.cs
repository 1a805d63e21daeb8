using System.Text;
using Salt.Master.Hosting;
using Salt.Minion.Hosting;
using Salt.Shared.Errors;
using Salt.Tests.Fuzzing.Making;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>The files of both daemons: an input is the name of one, a line break, its text.</summary>
internal sealed class ConfigurationDoor : IDoor
{
    private static readonly string[] Names = ["master", "minion", "master.d/a.conf", "minion.d/a.conf", "minion_id"];

    private static readonly Grammar Language = new(new Dictionary<string, string[]>
    {
        ["input"] = ["<file>\n<lines>"],
        ["file"] = [.. Names],
        ["lines"] = ["id: m\n", "<line>\n<lines>", "<line>\n<lines>", "<line>"],
        ["line"] = ["<option>: <value>", "<option>: <value>", "<option>:\n  <key>: <value>\n  <key>: <value>", "<option>:\n  - <value>\n  - <value>", "<option>:\n  <key>:\n    - <value>", "# <value>", "? <value>"],
        ["option"] =
        [
            "id", "master", "master_port", "ret_port", "interface", "user", "log_level", "log_file", "log_level_logfile", "timeout", "keep_jobs", "event_keep", "auto_accept", "max_pending_keys", "heartbeat_interval", "lost_after", "max_message_size", "return_max", "output_max", "spool_max", "min_free", "process_count_max",
            "file_roots", "pillar_roots", "schedule", "loop_interval", "nodegroups", "pillar_source_merging_strategy", "jinja_env", "jinja_sls_env", "jinja_trim_blocks", "master_finger", "join_token", "grains", "cachedir", "pki_dir", "sock_dir", "pidfile", "root_dir", "term_grace", "start_retry", "acceptance_wait_time", "random_reauth_delay", "recon_default", "whens", "timezone", "conf_file", "include", "mine_interval", "nosuch", "ids", "mastr",
        ],
        ["key"] = ["base", "dev", "a", "seconds", "function", "when", "L@a", "trim_blocks", "block_start_string", "<value>"],
        ["value"] = ["a", "1", "0", "-1", "5s", "24h", "16MiB", "1e9", "99999999999999999999", "'*'", "'<value>'", "[<value>, <value>]", "{<key>: <value>}", "true", "null", "~", "[]", "{}", "127.0.0.1", "'[::1]:4506'", "salt:99999", "/srv/salt", "../x", "'L@a,b'", "'N@a'", "&x <value>", "*x", "!!binary x", "0x10", "5.5m", "\"\\0\""],
    });

    private readonly TextMaker _maker = new(
        Language,
        "input",
        ["master\ninterface: 0.0.0.0\nfile_roots:\n  base: [/srv/salt]\nnodegroups:\n  g: 'L@a,b or N@h'\n  h: [a, b]\nkeep_jobs: 24h\n", "minion\nid: web1\nmaster: [a, 'b:4506']\ngrains: {role: db}\nschedule:\n  x: {function: test.ping, seconds: 5}\njinja_env: {trim_blocks: true}\n"],
        Language.Alternatives);

    private readonly string _root = Directory.CreateTempSubdirectory("salt-fuzz-").FullName;

    public int MemoryMax => 512;

    private string Folder => Path.Combine(_root, "etc/salt");

    public ValueTask OpenAsync()
    {
        foreach (var name in Names) Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        return ValueTask.CompletedTask;
    }

    public byte[] Make(Random random) => Encoding.UTF8.GetBytes(_maker.Make(random));

    public ValueTask<Answer> TryAsync(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        var name = end < 0 ? "" : Encoding.UTF8.GetString(input.AsSpan(0, end));
        var isNamed = Names.Contains(name);
        var file = Path.Combine(Folder, isNamed ? name : "minion");
        File.WriteAllBytes(file, isNamed ? input[(end + 1)..] : input);
        try
        {
            if (file.Contains("/master", StringComparison.Ordinal)) MasterOptions.Load(_root, null);
            else MinionOptions.Load(_root, null);
            return ValueTask.FromResult(Answer.Accepted);
        }
        catch (SaltException e) when (e.Failure == Failure.BadRequest)
        {
            return ValueTask.FromResult(Answer.Refused);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
