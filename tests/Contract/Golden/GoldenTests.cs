using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Cli.Frame;
using Salt.Master.Hosting;
using Salt.V1;

namespace Salt.Tests.Contract.Golden;

/// <summary>The whole client against a canned master on a unix socket: what goes in, what comes out, to the letter.</summary>
[NonParallelizable]
public class GoldenTests
{
    private readonly CannedMaster _master = new();
    private string _root = "";
    private WebApplication? _server;

    public static IEnumerable<TestCaseData> Cases() => Directory
        .EnumerateFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "Cases"), "*.txt")
        .Order(StringComparer.Ordinal)
        .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [OneTimeSetUp]
    public async Task StartMaster()
    {
        _root = Directory.CreateTempSubdirectory("golden").FullName;
        Directory.CreateDirectory(Path.Combine(_root, "run", "salt"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            GrpcServer.Limit(kestrel);
            kestrel.ListenUnixSocket(Path.Combine(_root, "run", "salt", "control.sock"));
        });
        builder.Services.AddGrpcServer(messageSize: null);
        _server = builder.Build();
        _server.MapGrpcService(Control.BindService(_master));
        await _server.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopMaster()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_command_prints_what_its_case_says(string file)
    {
        var expected = GoldenCase.Read(file);
        using var interrupt = new CancellationTokenSource();
        using var stdout = new WatchedWriter();
        using var stderr = new StringWriter { NewLine = "\n" };
        using var outputBytes = new TextStream(stdout);
        using var errorBytes = new TextStream(stderr);
        var terminal = new Terminal(stdout, stderr, () => new StringReader(expected.Stdin), isInteractive: false, outputBytes, errorBytes);

        _master.Play(expected, interrupt.Cancel, stdout.Seen);
        var exitCode = await MasterCli.RunAsync(["--root", _root, .. expected.Command], terminal, interrupt.Token);

        Assert.Multiple(() =>
        {
            Assert.That(stdout.ToString(), Is.EqualTo(expected.Stdout), "stdout");
            Assert.That(stderr.ToString(), Is.EqualTo(expected.Stderr), "stderr");
            Assert.That(exitCode, Is.EqualTo(expected.ExitCode), "exit code");
            if (expected.Sent is { } sent) Assert.That(_master.Sent, Is.EqualTo(sent), "sent");
        });
    }
}
