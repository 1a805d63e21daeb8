using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Salt.Hosting;
using Salt.Minion.Local;
using Salt.Minion.Workers;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Logging;

namespace Salt.Minion.Hosting;

/// <summary>The program's verbs, and what becomes of their failures: one line on stderr and an exit code.</summary>
internal static class MinionProgram
{
    public static string Version { get; } = ProductVersion.Text;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var line = CommandLine.Parse(args);
            return line.Verb switch
            {
                "" => await ServeAsync(MinionOptions.Load(line.Root, line.ConfigDir)),
                "call" => await CallProgram.RunAsync(line),
                "worker" => await WorkerProgram.RunAsync(line.Rest),
                "end-jobs" => await EndJobsProgram.RunAsync(line),
                "version" => Print($"salt-minion {Version}"),
                "help" => Print(CommandLine.Usage),
                _ => throw new SaltException(Failure.BadRequest, $"unknown verb {line.Verb} (salt-minion --help)"),
            };
        }
        catch (SaltException e)
        {
            await Console.Error.WriteLineAsync($"salt-minion: {e.Message}");
            return ExitCodes.Of(e.Failure);
        }
        catch (Exception e) when (SystemErrors.IsKnown(e))
        {
            await Console.Error.WriteLineAsync($"salt-minion: {SystemErrors.Line(e)}");
            return ExitCodes.Of(Failure.Unavailable);
        }
    }

    private static async Task<int> ServeAsync(MinionOptions options)
    {
        using var early = new EarlyStop();
        RequireUser(options.User);
        var manager = ServiceManager.FromEnvironment();
        using var logs = new LogSink(options.LogLevel, options.LogFile, TimeProvider.System);
        var log = logs.CreateLogger("Hosting");
        using var host = MinionHost.Build(options, logs, TimeProvider.System, manager);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        early.PassTo(lifetime);
        try
        {
            await host.StartAsync();
            log.Started(options.Id, Version, options.MinionCache);
            await host.RunToTheEndAsync();
            log.Stopped();
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped before it had started.
            return ExitCodes.Success;
        }
        catch (LoopEndedException)
        {
            // Logged where it was noticed. Jobs go on, the spool is safe, and whoever restarts the daemon gets a code.
            return ExitCodes.Internal;
        }
#pragma warning disable CA1031 // The top of the process, as above.
        catch (Exception e) when (e is not SaltException and not SystemFault)
#pragma warning restore CA1031
        {
            log.Failed(e);
            return ExitCodes.Internal;
        }
    }

    private static void RequireUser(string? user)
    {
        if (user is null || user == Environment.UserName) return;
        throw new SaltException(Failure.Denied, $"the configuration wants user {user}, but this is {Environment.UserName}");
    }

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCodes.Success;
    }
}
