using Grpc.Core;
using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Values;
using Salt.V1;

namespace Salt.Cli.Runner;

/// <summary><c>runner</c>: what <c>salt-run</c> does in Salt. The functions are the master's; here their answers are laid out.</summary>
internal static class RunnerVerb
{
    private static readonly Option Documentation = new(["-d", "--doc", "--documentation"], null, "what the functions do, or one module's, or one");

    private static readonly Operand Fun = new("FUN") { Values = ValueSources.Runners };

    public static Verb Declare() =>
        new("runner", [Fun, new("ARG", "its arguments by place") { IsOptional = true, IsMany = true }, Operand.KeyValues], "Salt's runner functions: jobs.*, manage.*", [Documentation], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        if (!words.Has(Documentation) && words.Operands.Count == 0)
            throw new SaltException(Failure.BadRequest, "runner needs a function: master-cli runner jobs.active; all of them: master-cli runner -d");
        try
        {
            if (words.Has(Documentation)) return await DescribeAsync(invocation, cancellationToken);
            var (arg, kwarg) = CommandLineArguments.Parse(words.Operands.Skip(1));
            var request = new RunnerRequest { Fun = words.Operands[0], Arg = RunRequests.Json(arg), Kwarg = RunRequests.Json(kwarg) };
            return (await RunnerReply.FetchAsync(invocation, request, cancellationToken)).Print(invocation);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            // There is no such function: Salt's words, among the data as there.
            invocation.OpenOutputter().Write(JsonText.Build(json => json.WriteStringValue(RpcFailures.Translate(e).Message)));
            return ExitCodes.Usage;
        }
    }

    private static async Task<int> DescribeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        using var master = await invocation.ConnectAsync(cancellationToken);
        var request = new DescribeRunnersRequest { Names = { invocation.Words.Operands } };
        var docs = await master.Control.DescribeRunnersAsync(request, cancellationToken: cancellationToken);
        var outputter = invocation.OpenOutputter();
        if (outputter.IsPage)
        {
            foreach (var function in docs.Functions) invocation.Terminal.Out.Write($"{function.Name}:\n{function.Doc.TrimEnd()}\n\n");
            return ExitCodes.Success;
        }

        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            foreach (var function in docs.Functions) json.WriteString(function.Name, function.Doc);
            json.WriteEndObject();
        }));
        return ExitCodes.Success;
    }
}
