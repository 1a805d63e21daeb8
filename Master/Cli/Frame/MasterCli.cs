using Grpc.Core;
using Salt.Shared.Configuration;
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
            terminal.Close();
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
        catch (Exception e) when (SystemErrors.IsKnown(e))
        {
            return Fail(terminal, new SaltException(Failure.Unavailable, e is SystemFailure failed ? $"{failed.What}: {SystemErrors.Sentence(e)}" : SystemErrors.Line(e), inner: e));
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
        if (request.AsksForVersion) return SayVersion(terminal);
        if (request.Verb is not { } verb)
        {
            if (request.Group is { } group) HelpText.WriteGroup(terminal, group);
            else HelpText.WriteOverview(terminal);
            return ExitCodes.Success;
        }

        // Whoever asks for help does so in the middle of a line that is not right yet.
        if (verb.FreeAfter == int.MaxValue && request.Words.TakeWhile(word => word != "--").Any(CommonOptions.Help.Names.Contains))
        {
            HelpText.Write(terminal, verb);
            return ExitCodes.Success;
        }

        var words = WordParser.Parse(request.Words, [.. verb.Options, .. CommonOptions.All], verb.FreeAfter);
        if (words.Has(CommonOptions.Version)) return SayVersion(terminal);
        if (words.Has(CommonOptions.Help))
        {
            HelpText.Write(terminal, verb);
            return ExitCodes.Success;
        }

        terminal.Redirect(OutputFile.Open(words));
        return await verb.RunAsync(new Invocation(words, terminal), interrupted);
    }

    private static int SayVersion(Terminal terminal)
    {
        terminal.Out.WriteLine($"{CommandTree.Program} {ProductVersion.Text}");
        return ExitCodes.Success;
    }
}
