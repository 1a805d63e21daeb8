using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Hosting;

namespace Salt.Tests.Unit.Hosting;

/// <summary>No loop of a daemon ends without the daemon noticing.</summary>
public class LoopWatchTests
{
    private TaskCompletionSource _end = null!;

    [SetUp]
    public void Begin() => _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    [Test]
    public async Task A_loop_that_breaks_ends_the_daemon_with_its_fault()
    {
        using var host = Host(async (_, _) =>
        {
            await _end.Task;
            throw new InvalidDataException("broken");
        });
        await host.StartAsync();

        _end.SetResult();

        var ended = await Assert.ThrowsAsync<LoopEndedException>(host.RunToTheEndAsync);
        Assert.That(ended!.InnerException, Is.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task A_loop_that_just_ends_ends_the_daemon_too_and_is_named()
    {
        using var host = Host((_, _) => _end.Task);
        await host.StartAsync();

        _end.SetResult();

        var ended = await Assert.ThrowsAsync<LoopEndedException>(host.RunToTheEndAsync);
        Assert.That(ended!.Message, Is.EqualTo($"{nameof(Part)} ended by itself"));
    }

    [Test]
    public async Task A_loop_that_ends_because_the_daemon_stops_is_no_fault()
    {
        using var host = Host((_, stopping) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping));
        await host.StartAsync();

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await host.RunToTheEndAsync();
        Assert.That(host.Services.GetRequiredService<LoopWatch>().Fault, Is.Null);
    }

    [Test]
    public async Task A_part_that_cannot_be_made_is_a_failure_of_the_start()
    {
        using var host = Host((_, _) => Task.CompletedTask, () => throw new InvalidDataException("no such folder"));

        Assert.That((await Assert.ThrowsAsync<InvalidDataException>(() => host.StartAsync()))!.Message, Is.EqualTo("no such folder"));
    }

    private static IHost Host(Func<Part, CancellationToken, Task> run, Func<Part>? make = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddDaemon(NullLoggerFactory.Instance, TimeProvider.System, ServiceManager.Nobody, "test")
            .AddSingleton(_ => make?.Invoke() ?? new Part())
            .AddLoop(run);
        return builder.Build();
    }

    private sealed class Part;
}
