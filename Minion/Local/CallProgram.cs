using System.Runtime.InteropServices;
using Salt.Minion.Hosting;
using Salt.Minion.Modules;
using Salt.Minion.Supervision;
using Salt.Minion.Workers;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Output.States;

namespace Salt.Minion.Local;

/// <summary>The verb <c>call</c>: prints what one function returns here.</summary>
internal static class CallProgram
{
    private const string Minion = "local";

    /// <summary>Ctrl-C ends the function and all it started.</summary>
    /// <exception cref="SaltException">The words or the configuration are wrong.</exception>
    public static async Task<int> RunAsync(CommandLine line)
    {
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var terminal = CallTerminal.OfProcess();
        try
        {
            return await RunAsync(CallWords.Parse(line.Rest, line.Root, line.ConfigDir), terminal, TimeProvider.System, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        finally
        {
            await FlushAsync(terminal);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static async Task FlushAsync(CallTerminal terminal)
    {
        try
        {
            await terminal.Output.FlushAsync(CancellationToken.None);
        }
        catch (IOException e)
        {
            throw new SaltException(Failure.Unavailable, $"stdout cannot be written: {SystemErrors.Sentence(e)}", inner: e);
        }
    }

    /// <returns>The exit code: 0; 1 if the function failed or could not start (with --retcode-passthrough its own code).</returns>
    /// <exception cref="SaltException">The words or the configuration are wrong.</exception>
    public static async Task<int> RunAsync(CallWords words, CallTerminal terminal, TimeProvider clock, CancellationToken cancellation)
    {
        if (words.Help)
        {
            terminal.Output.WriteLine(CallWords.Usage);
            return ExitCodes.Success;
        }

        if (words.Operands.Count == 0 && !words.Documents)
        {
            throw new SaltException(Failure.BadRequest, "no function is named: salt-minion call FUN [ARG…]");
        }

        var options = MinionOptions.Load(words.Root, words.ConfigDir);
        await using var daemon = new DaemonLink(LinkSocket.Of(options), TimeSpan.Zero, clock);
        await using var programs = new LocalPrograms(() => Directory.CreateTempSubdirectory("salt-call-").FullName, TermsOf(options), clock);
        var isThere = !words.WithoutDaemon && await daemon.IsThereAsync(cancellation);
        var minion = await LocalContext.LoadAsync(options, isThere ? daemon : null, programs, clock, cancellation);
        var call = new LocalCall(minion);
        try
        {
            if (words.Documents) return Print(await call.RunAsync("sys.doc", words.Operands, cancellation), terminal);
            var outcome = await call.RunAsync(words.Operands[0], [.. words.Operands.Skip(1)], cancellation);
            Print(outcome, Outputters.FindOrNested(
                words.Out ?? StateFunctions.OutputterOf(words.Operands[0]), terminal.Output, words.Colours ?? terminal.IsInteractive, terminal.Error.WriteLine, options.StateOutput));
            return outcome.Retcode == 0 ? ExitCodes.Success : words.PassesRetcode ? ExitCode(outcome.Retcode) : ExitCodes.SomeFailed;
        }
        catch (RefusedException e)
        {
            terminal.Error.WriteLine(e.Message);
            return ExitCodes.SomeFailed;
        }
    }

    private static LocalTerms TermsOf(MinionOptions options) => new(
        options.TermGrace, options.OutputMax, options.ReturnMax, $"{CgroupName.Of(options.Layout.Root, options.Id)}-call");

    private static void Print(Outcome outcome, IOutputter outputter)
    {
        outputter.WriteReturn(Minion, JsonText.Of(outcome.Return), outcome.Retcode != 0);
        outputter.EndReturns();
    }

    // The layout of `master-cli run TARGET MODULE -d`.
    private static int Print(Outcome docs, CallTerminal terminal)
    {
        var texts = docs.Return!.AsObject();
        foreach (var (function, text) in texts) terminal.Output.Write($"{function}:\n{ScalarText.Of(text).TrimEnd()}\n\n");
        if (texts.Count > 0) return ExitCodes.Success;
        terminal.Error.WriteLine("No function has that name");
        return ExitCodes.SomeFailed;
    }

    // A shell sees eight bits; a code of which none is left is a failure still.
    private static int ExitCode(int retcode) => (retcode & 0xFF) is var code and not 0 ? code : ExitCodes.SomeFailed;
}
