using Salt.Hosting;
using Salt.Master.Authority;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Logging;

namespace Salt.Master.Hosting;

/// <summary>The program, from its arguments to its exit code. What stops a start is one line on stderr.</summary>
internal static class MasterProgram
{
    private static readonly string Version = typeof(MasterProgram).Assembly.GetName().Version!.ToString(3);

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            using var early = new EarlyStop();
            var line = CommandLine.Parse(args);
            if (line.Help) return Print(CommandLine.Usage);
            if (line.Version) return Print($"salt-master {Version}");
            var options = MasterOptions.Load(line.Root, line.ConfigDir);
            RequireUser(options.User);
            await ServeAsync(options, early);
            return ExitCodes.Success;
        }
        catch (SaltException e)
        {
            await Console.Error.WriteLineAsync($"salt-master: {e.Message}");
            return ExitCodes.Of(e.Failure);
        }
        catch (Exception e) when (SystemErrors.IsKnown(e))
        {
            await Console.Error.WriteLineAsync($"salt-master: {SystemErrors.Line(e)}");
            return ExitCodes.Of(Failure.Unavailable);
        }
        catch (Exception e)
        {
            // The program's top: what nobody named is a fault of ours, and still one line, with all that finds it.
            await Console.Error.WriteLineAsync($"salt-master: a fault of its own: {e}".ReplaceLineEndings(" "));
            return ExitCodes.Internal;
        }
    }

    private static async Task ServeAsync(MasterOptions options, EarlyStop early)
    {
        using var folders = new MasterFolders(options);
        ControlSocketFile.RemoveStale(Layout.ControlSocket(options.SockDir));
        using var logs = new LogSink(options.LogLevel, options.LogFile, TimeProvider.System);
        var log = logs.CreateLogger(nameof(MasterProgram));
        foreach (var warning in options.Warnings) log.ConfigurationWarning(warning);

        await using var app = MasterHost.Build(options, logs, TimeProvider.System, ServiceManager.FromEnvironment());
        early.PassTo(app.Lifetime);
        if (await MasterHost.StartAsync(app, options) is not { } port)
        {
            log.Stopped();
            return;
        }

        try
        {
            await WritePidAsync(options.PidFile);
        }
        catch (SaltException)
        {
            await app.StopAsync();
            throw;
        }

        log.Started(options.Id, options.Interface, port, Version);
        try
        {
            await app.RunToTheEndAsync();
        }
        finally
        {
            File.Delete(options.PidFile);
            log.Stopped();
        }
    }

    private static async Task WritePidAsync(string path)
    {
        try
        {
            await File.WriteAllTextAsync(path, $"{Environment.ProcessId}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, $"{path} cannot be written: {SystemErrors.Sentence(e, path)}", inner: e);
        }
    }

    private static void RequireUser(string? user)
    {
        var own = Accounts.UserName(Accounts.OwnUid());
        if (user is null || user == own) return;
        throw new SaltException(Failure.Denied, $"the configuration says user: {user}, and this is {own}: start it as {user}");
    }

    private static int Print(string text)
    {
        Console.WriteLine(text);
        return ExitCodes.Success;
    }
}
