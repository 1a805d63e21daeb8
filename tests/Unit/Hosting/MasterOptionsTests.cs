using Salt.Master.Hosting;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Hosting;

public class MasterOptionsTests
{
    [Test]
    public void Without_a_file_the_defaults_lie_below_the_root()
    {
        using var config = new ConfigFolder();
        var options = MasterOptions.Load(config.Root, null);
        Assert.Multiple(() =>
        {
            Assert.That(options.Port, Is.EqualTo(4506));
            Assert.That(options.AcceptTimeout, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(options.KeepJobs, Is.EqualTo(TimeSpan.FromHours(24)));
            Assert.That(options.PkiDir, Is.EqualTo(Path.Combine(config.Root, "etc/salt/pki")));
            Assert.That(options.FileRoots["base"], Is.EqualTo(new[] { Path.Combine(config.Root, "srv/salt") }));
            Assert.That(options.Warnings, Is.Empty);
        });
    }

    [Test]
    public void Parts_are_read_in_order_and_maps_are_merged()
    {
        using var config = new ConfigFolder()
            .With("master", "ret_port: 1\nlog_level: debug\nfile_roots:\n  base: [/a]\nmine: {x: {p: 1}}")
            .With("master.d/20.conf", "ret_port: 3\nmine: {x: {q: 2}}")
            .With("master.d/10.conf", "ret_port: 2\nfile_roots:\n  dev: [/b]")
            .With("master.d/30.conf.bak", "ret_port: 9")
            .With("master.d/40.conf", "# nothing\n");
        var options = MasterOptions.Load(config.Root, null);
        Assert.Multiple(() =>
        {
            Assert.That(options.Port, Is.EqualTo(3));
            Assert.That(options.LogLevel, Is.EqualTo(LogThreshold.Debug));
            Assert.That(options.FileRoots.Keys, Is.EqualTo(new[] { "base", "dev" }));
            Assert.That(options.Configuration["mine"]!.ToJsonString(), Is.EqualTo("""{"x":{"p":1,"q":2}}"""));
        });
    }

    [TestCase("keep_jobs: 48", 48 * 3600)]
    [TestCase("keep_jobs: 30m", 1800)]
    [TestCase("keep_jobs_seconds: 90", 90)]
    [TestCase("keep_jobs: 1\nkeep_jobs_seconds: 24h", 86400)]
    [TestCase("keep_jobs: 0", null)]
    [TestCase("keep_jobs_seconds: 0", null)]
    [TestCase("keep_jobs:", 86400)]
    public void Keep_jobs_counts_hours_and_its_other_form_seconds(string text, int? seconds)
    {
        using var config = new ConfigFolder().With("master", text);
        Assert.That(MasterOptions.Load(config.Root, null).KeepJobs?.TotalSeconds, Is.EqualTo((double?)seconds));
    }

    [TestCase("ret_port: 99999", ":1: ret_port: '99999' is not a whole number from 0 to 65535")]
    [TestCase("timeout: soon", ":1: timeout: 'soon' is not a time from 100ms to 1d, such as 15s or 24h")]
    [TestCase("\nauto_accept: maybe", ":2: auto_accept: 'maybe' is not one of true, false, yes, no, on, off")]
    [TestCase("return_max: 1", ":1: return_max: '1' is not a size from 64KiB to 1GiB, such as 16MiB")]
    [TestCase("cachedir: [a]", ":1: cachedir: expected one value, not a list or a map")]
    [TestCase("file_roots: /srv", ":1: file_roots: expected a map, 'key: value'")]
    [TestCase("file_roots:\n  base: /srv", ":2: file_roots: the environment 'base' takes a list of folders")]
    [TestCase("id: a\nheartbeat_intervall: 3", ":2: 'heartbeat_intervall' is no option; did you mean 'heartbeat_interval'?")]
    [TestCase("a: 1\nb: [", ":2: While parsing")]
    [TestCase("- a", ":1: a configuration is a map of options, 'name: value'")]
    [TestCase("jinja_env: {trim_blocks: yes, colour: red}", ":1: jinja_env: 'colour: red' is no setting of Jinja that can be made here")]
    [TestCase("jinja_sls_env: [a]", ":1: jinja_sls_env: expected a map, 'key: value'")]
    [TestCase("a: 1\na: 2", ":2: the key 'a' is there twice, first in line 1")]
    [TestCase("[a]: 1", ":1: a list cannot be a key; text that begins with a bracket needs quotes")]
    [TestCase("'': 1", ":1: an option's name is a word")]
    public void A_fault_stops_the_start_with_file_and_line(string text, string fault)
    {
        using var config = new ConfigFolder().With("master", text);
        var refusal = Assert.Throws<SaltException>(() => MasterOptions.Load(config.Root, null))!;
        Assert.That(refusal.Failure, Is.EqualTo(Failure.BadRequest));
        Assert.That(refusal.Message, Does.StartWith(Path.Combine(config.Folder, "master") + fault));
    }

    [Test]
    public void Every_fault_is_reported_at_once()
    {
        using var config = new ConfigFolder().With("master", "ret_port: x\ntimeout: y\nlog_levle: z");
        var refusal = Assert.Throws<SaltException>(() => MasterOptions.Load(config.Root, null))!;
        Assert.That(refusal.Message.Split('\n'), Has.Length.EqualTo(3));
    }

    [Test]
    public void An_option_of_Salt_that_we_lack_is_warned_of_and_other_keys_are_data()
    {
        using var config = new ConfigFolder().With("master", "worker_threads: 5\nmy_own: 1");
        var options = MasterOptions.Load(config.Root, null);
        Assert.That(options.Warnings.Single(), Does.EndWith("master:1: worker_threads is an option of Salt that does nothing here"));
        Assert.That(options.Configuration["my_own"]!.GetValue<long>(), Is.EqualTo(1));
    }

    [Test]
    public void Root_dir_of_the_file_moves_everything_unless_the_command_line_does()
    {
        using var config = new ConfigFolder().With("master", "root_dir: /elsewhere\npki_dir: /keys");
        Assert.That(MasterOptions.Load(null, config.Folder).PkiDir, Is.EqualTo("/elsewhere/keys"));
        Assert.That(MasterOptions.Load(config.Root, null).PkiDir, Is.EqualTo(Path.Combine(config.Root, "keys")));
    }
}
