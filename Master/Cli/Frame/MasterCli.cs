using Grpc.Core;
using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>The program: finds the verb, runs it, and turns whatever went wrong into one line and an exit code.</summary>
internal static class MasterCli
{
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, CancellationToken interrupted)
    {
        try
        {
            var exitCode = await DispatchAsync(args, terminal, interrupted);
            terminal.Out.Flush();
            return exitCode;
        }
        catch (BrokenPipeException)
        {
            return BrokenPipeException.ExitCode;
        }
        catch (SaltException e)
        {
            return Fail(terminal, e);
        }
        catch (RpcException) when (interrupted.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (RpcException e)
        {
            return Fail(terminal, RpcFailures.Translate(e));
        }
        catch (Exception e)
        {
            // The program's top: anything else is a fault of ours, told in one line that says where.
            var place = e.StackTrace?.Split('\n', 2)[0].Trim();
            return Fail(terminal, new SaltException(
                Failure.Internal, $"internal error: {e.GetType().Name}: {e.Message} ({place})", inner: e));
        }
    }

    private static int Fail(Terminal terminal, SaltException failure)
    {
        terminal.Say($"master-cli: {failure.Message}");
        return ExitCodes.Of(failure.Failure);
    }

    private static async Task<int> DispatchAsync(
        IReadOnlyList<string> args, Terminal terminal, CancellationToken interrupted)
    {
        var request = VerbRequest.Read(args);
        if (request.Verb is not { } verb)
        {
            HelpText.WriteOverview(terminal.Out);
            return ExitCodes.Success;
        }

        var words = WordParser.Parse(request.Words, [.. verb.Options, .. CommonOptions.All], verb.FreeAfter);
        if (words.Has(CommonOptions.Help))
        {
            HelpText.Write(terminal.Out, verb);
            return ExitCodes.Success;
        }

        return await verb.RunAsync(new Invocation(words, terminal), interrupted);
    }
}
