using Grpc.Core;
using Salt.Master.Hosting;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Master;

/// <summary>A master of its own for each test.</summary>
public abstract class MasterFixture
{
    private TemporaryFolder _folder = null!;

    private protected TestMaster Master { get; private set; } = null!;

    private protected ManualClock Clock { get; private set; } = null!;

    private protected string Root => _folder.Path;

    private protected string ProcFolder => Path.Combine(Root, "var/cache/salt/master/proc");

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        Clock = new ManualClock { Follows = true };
        Master = await TestMaster.StartAsync(Root, Configure, Clock);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Master.DisposeAsync();
        _folder.Dispose();
    }

    private protected virtual MasterOptions Configure(MasterOptions options) => options;

    private protected async Task RestartAsync()
    {
        await Master.DisposeAsync();
        Master = await TestMaster.StartAsync(Root, Configure, Clock);
    }

    private protected static RunRequest Request(string tgt = "*", string fun = "cmd.run", uint acceptMs = 20_000) => new()
    {
        Tgt = tgt,
        Fun = fun,
        Arg = FakeMinion.Json("""["echo hi"]"""),
        AcceptTimeoutMs = acceptMs,
    };

    /// <summary>Submits a job without waiting for it.</summary>
    private protected async Task<string> SubmitAsync(RunRequest request)
    {
        request.SubmitOnly = true;
        return (await Master.RunAsync(request)).Single().Submitted.Jid;
    }

    /// <summary>Waits until a job's only target is in a state.</summary>
    private protected Task<TargetView> ReachesAsync(string jid, string state) =>
        Eventually.ReachesAsync($"{jid} to be {state}", async () => (await Master.ShowAsync(jid)).Single(), t => t.State == state);

    private protected static async Task<JobEvent> NextAsync(AsyncServerStreamingCall<JobEvent> call)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        Assert.That(await call.ResponseStream.MoveNext(patience.Token), Is.True, "the stream has ended");
        return call.ResponseStream.Current;
    }
}
