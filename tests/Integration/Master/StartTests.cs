using System.Net;
using System.Net.Sockets;
using Salt.Shared.Configuration;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Master;

/// <summary>The program itself: what stops its start is one line and an exit code, and it ends as it is asked to.</summary>
[Parallelizable]
public class StartTests
{
    private readonly List<RunningProgram> _programs = [];
    private TemporaryFolder _folder = null!;

    private Layout Layout => new(_folder.Path);

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        Configure("ret_port: 0\ninterface: 127.0.0.1\n");
    }

    [TearDown]
    public async Task EndAsync()
    {
        foreach (var program in _programs)
        {
            if (!program.HasExited) await program.KillAsync();
            program.Dispose();
        }

        _programs.Clear();
        _folder.Dispose();
    }

    [Test]
    public async Task It_ends_cleanly_on_sigterm()
    {
        var master = await StartedAsync();
        Assert.That(await master.StopAsync(), Is.Zero);

        Assert.That((File.Exists(Layout.MasterPidFile), File.Exists(Layout.ControlSocket(Layout.SockDir))), Is.EqualTo((false, false)));
        Assert.That(master.Error.ToString(), Is.Empty);
    }

    [Test]
    public async Task What_a_killed_one_left_behind_does_not_stop_the_next()
    {
        await (await StartedAsync()).KillAsync();
        Assert.That(File.Exists(Layout.ControlSocket(Layout.SockDir)), Is.True);

        await StartedAsync();
    }

    [Test]
    public async Task Its_files_are_for_its_owner_alone_and_its_socket_for_the_group()
    {
        await StartedAsync();
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

        Assert.Multiple(() =>
        {
            Assert.That(File.GetUnixFileMode(Path.Combine(Layout.CacheDir, "master")) & (Others | UnixFileMode.OtherExecute), Is.EqualTo(UnixFileMode.None));
            Assert.That(File.GetUnixFileMode(Path.Combine(Layout.CacheDir, "master/jobs/jobs.db")) & Others, Is.EqualTo(UnixFileMode.None));
            Assert.That(File.GetUnixFileMode(Path.Combine(Layout.CacheDir, "master/jobs/jobs.db-wal")) & Others, Is.EqualTo(UnixFileMode.None));
            Assert.That(
                File.GetUnixFileMode(Layout.ControlSocket(Layout.SockDir)),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
        });
    }

    [Test]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Configure($"ret_port: {port}\ninterface: 127.0.0.1\n");

        await FailsAsync(69, $"port {port} of 127.0.0.1 is in use: stop what listens there, or set ret_port in {Layout.MasterConfig}");
    }

    [Test]
    public async Task A_second_master_on_the_same_root_is_refused()
    {
        await StartedAsync();

        await FailsAsync(69, $"another salt-master works in {Layout.CacheDir}/master: stop it, or give this one another root");
    }

    [Test]
    public async Task A_socket_that_another_master_answers_on_is_not_taken_from_it()
    {
        await StartedAsync();
        using var other = new TemporaryFolder();
        Directory.CreateDirectory(other.Of("etc", "salt"));
        await File.WriteAllTextAsync(
            other.Of("etc", "salt", "master"), $"ret_port: 0\ncachedir: {other.Of("cache")}\npki_dir: {other.Of("pki")}\nsock_dir: {Layout.SockDir}\n");

        var result = await Run("-c", other.Of("etc", "salt")).FinishAsync();

        Assert.That(result.Exit, Is.EqualTo(69));
        Assert.That(
            result.Error,
            Is.EqualTo($"salt-master: another master answers on {Layout.ControlSocket(Layout.SockDir)}: stop it, or choose another sock_dir\n"));
    }

    [Test]
    public async Task A_root_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(_folder.Of("file"), "");

        var result = await Run("--root", _folder.Of("file", "root")).FinishAsync();

        Assert.That(result.Exit, Is.EqualTo(77));
        Assert.That(result.Error, Does.StartWith($"salt-master: {_folder.Of("file", "root")}/var/cache/salt/master cannot be written: no such file or folder\n"));
        Assert.That(result.Error.TrimEnd(), Does.Not.Contain("\n"));
    }

    [Test]
    public async Task A_misspelt_option_is_named_with_file_and_line()
    {
        Configure("ret_port: 0\nauto_acept: True\n");

        var result = await Run("--root", _folder.Path).FinishAsync();

        Assert.That(result.Exit, Is.EqualTo(64));
        Assert.That(result.Error, Does.Contain($"{Layout.MasterConfig}:2").And.Contain("auto_accept"));
    }

    [Test]
    public async Task An_interface_that_is_no_address_is_named()
    {
        Configure("ret_port: 0\ninterface: nosuch\n");

        await FailsAsync(64, "interface: 'nosuch' is no IP address");
    }

    [Test]
    public async Task A_path_too_long_for_a_socket_is_refused_with_both_lengths()
    {
        var root = _folder.Of(new string('x', 100));

        var result = await Run("--root", root).FinishAsync();

        var socket = Layout.ControlSocket(new Layout(root).SockDir);
        Assert.That(result.Exit, Is.EqualTo(64));
        Assert.That(result.Error, Does.Contain($"{socket} is {socket.Length} bytes, and a unix socket's path can have 107"));
    }

    [Test]
    public async Task A_corrupt_database_is_set_aside_and_said_so()
    {
        Directory.CreateDirectory(Path.Combine(Layout.CacheDir, "master/jobs"));
        await File.WriteAllTextAsync(Path.Combine(Layout.CacheDir, "master/jobs/jobs.db"), new string('x', 9000));

        var master = await StartedAsync();

        await Eventually.ReachesAsync("a line about the database", master.Error.ToString, text => text.Contains('\n'));
        Assert.That(master.Error.ToString(), Does.Match(
            @" error SqliteStore\[1100\] The job database was corrupt: it was moved to \S+jobs\.db\.corrupt-[0-9]{14}, and a new one was begun"));
    }

    [TestCase("jobs/jobs.db", "jobs.db is a folder: the job database cannot be made there")]
    [TestCase("jobs/jobs.db-wal", "cannot be opened: ")]
    public async Task A_folder_in_place_of_the_database_is_one_sentence(string folder, string sentence)
    {
        Directory.CreateDirectory(Path.Combine(Layout.CacheDir, "master", folder));

        var end = await Run("--root", _folder.Path).FinishAsync();

        Assert.That(end.Exit, Is.EqualTo(77).Or.EqualTo(69), end.ToString());
        Assert.That(end.Error, Does.StartWith("salt-master: ").And.Contain(sentence));
        Assert.That(end.Error.TrimEnd('\n'), Does.Not.Contain("\n").And.Not.Contain("   at "));
    }

    [TestCase("jobs")]
    [TestCase("proc")]
    public async Task A_file_in_place_of_a_folder_is_one_sentence(string file)
    {
        Directory.CreateDirectory(Path.Combine(Layout.CacheDir, "master"));
        await File.WriteAllTextAsync(Path.Combine(Layout.CacheDir, "master", file), "");

        var end = await Run("--root", _folder.Path).FinishAsync();

        Assert.That(end.Exit, Is.EqualTo(77), end.ToString());
        Assert.That(end.Error, Does.Match($"^salt-master: \\S+/{file} cannot be [^\n]+\n$"));
    }

    [Test]
    public async Task Help_and_version_are_printed_without_a_start()
    {
        var help = await Run("--help").FinishAsync();
        var version = await Run("--version").FinishAsync();

        Assert.That((help.Exit, version.Exit, version.Out), Is.EqualTo((0, 0, "salt-master 0.1.0\n")));
        Assert.That(help.Out, Does.StartWith("Usage: salt-master [--root DIR] [-c DIR]\n"));
    }

    private void Configure(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Layout.MasterConfig)!);
        File.WriteAllText(Layout.MasterConfig, text);
    }

    private RunningProgram Run(params string[] arguments)
    {
        var program = RunningProgram.Start(Programs.Master, _folder.Path, arguments);
        _programs.Add(program);
        return program;
    }

    private async Task<RunningProgram> StartedAsync()
    {
        var master = Run("--root", _folder.Path);
        await Eventually.ReachesAsync(
            "the pid file",
            () => master.HasExited ? $"ended: {master.Error}" : PidOnFile(),
            state => state == master.Pid.ToString());
        return master;
    }

    private string PidOnFile() => File.Exists(Layout.MasterPidFile) ? File.ReadAllText(Layout.MasterPidFile).Trim() : "none";

    private async Task FailsAsync(int exit, string message)
    {
        var result = await Run("--root", _folder.Path).FinishAsync();

        Assert.That((result.Exit, result.Error, result.Out), Is.EqualTo((exit, $"salt-master: {message}\n", "")));
    }
}
