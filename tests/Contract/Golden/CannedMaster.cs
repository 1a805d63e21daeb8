using Grpc.Core;
using Salt.V1;

namespace Salt.Tests.Contract.Golden;

/// <summary>A master that says what a golden case has it say.</summary>
internal sealed class CannedMaster : Control.ControlBase
{
    private GoldenCase? _case;
    private Action _interrupt = () => { };
    private Func<string, Task> _printed = _ => Task.CompletedTask;
    private List<string> _sent = [];

    public string Sent => string.Concat(_sent.Select(line => line + "\n"));

    /// <param name="interrupt">Called where the case says that the operator presses Ctrl-C.</param>
    /// <param name="printed">Waits until the client has printed a text.</param>
    public void Play(GoldenCase next, Action interrupt, Func<string, Task> printed) =>
        (_case, _interrupt, _printed, _sent) = (next, interrupt, printed, []);

    public override Task Run(RunRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context)
    {
        var accept = request.AcceptTimeoutMs > 0 ? $" accept={request.AcceptTimeoutMs}" : "";
        var limit = request.LimitSeconds > 0 ? $" limit={request.LimitSeconds}" : "";
        var metadata = request.Metadata.Length > 0 ? $" metadata={request.Metadata.ToStringUtf8()}" : "";
        var submit = (request.SubmitOnly ? " submit_only" : "") + (request.AcceptOnly ? " accept_only" : "");
        var flow = Named("batch", request.BatchSize) + Named("batch_percent", request.BatchPercent) + Named("batch_wait", request.BatchWaitMs)
            + Named("fail_limit", request.FailLimit) + Named("fail_limit_percent", request.FailLimitPercent) + Named("queue", request.QueueSeconds);
        var call = $"Run {request.TgtType} {request.Tgt} {request.Fun} {request.Arg.ToStringUtf8()} {request.Kwarg.ToStringUtf8()}";
        return AnswerAsync("Run", call + accept + limit + metadata + submit + flow, responseStream, Answers.JobEvent, context);
    }

    public override Task Follow(FollowRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        AnswerAsync("Follow", $"Follow {request.Jid}", responseStream, Answers.JobEvent, context);

    /// <summary>A call that goes on where an earlier one broke off has a section of its own.</summary>
    public override Task Attach(AttachRequest request, IServerStreamWriter<OutputPiece> responseStream, ServerCallContext context)
    {
        var minions = string.Concat(request.Minions.Select(minion => $" {minion}"));
        var from = request.StdoutFrom != 0 || request.StderrFrom != 0 ? $" from={request.StdoutFrom},{request.StderrFrom}" : "";
        var places = string.Concat(request.Places.Select(place => $" {place.Minion}={place.StdoutFrom},{place.StderrFrom}"));
        var section = request.Places.Count > 0 ? "Attach again" : "Attach";
        return AnswerAsync(section, $"{section} {request.Jid}{minions}{from}{places}", responseStream, Answers.OutputPiece, context);
    }

    public override Task ActiveJobs(ActiveJobsRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        AnswerAsync("ActiveJobs", "ActiveJobs", responseStream, Answers.JobEvent, context);

    public override Task ShowJob(ShowJobRequest request, IServerStreamWriter<JobEvent> responseStream, ServerCallContext context) =>
        AnswerAsync("ShowJob", $"ShowJob {request.Jid}{Given("minions", string.Join(',', request.Minions))}", responseStream, Answers.JobEvent, context);

    public override Task ListJobs(ListJobsRequest request, IServerStreamWriter<JobView> responseStream, ServerCallContext context) =>
        AnswerAsync(
            "ListJobs",
            $"ListJobs limit={request.Limit} fun={request.Fun} tgt={request.Tgt} user={request.User}"
                + Given("states", string.Join(',', request.States)) + Given("since", request.SinceUs) + Given("until", request.UntilUs)
                + Given("metadata", request.Metadata.ToStringUtf8()) + Given("before", request.Before) + Given("minion", request.Minion),
            responseStream,
            line => Answers.JobEvent(line).Submitted,
            context);

    public override Task<Explanation> ExplainJob(ExplainJobRequest request, ServerCallContext context)
    {
        _sent.Add($"ExplainJob {request.Jid} {request.Minion}");
        return Task.FromResult(Answers.Explanation(Told("ExplainJob")));
    }

    public override Task<PurgeJobsReply> PurgeJobs(PurgeJobsRequest request, ServerCallContext context)
    {
        _sent.Add($"PurgeJobs{Given("jids", string.Join(',', request.Jids))}{Given("before", request.BeforeUs)}");
        return Task.FromResult(Answers.Purged(Told("PurgeJobs")));
    }

    public override Task<StatusReply> GetStatus(StatusRequest request, ServerCallContext context) =>
        Task.FromResult(new StatusReply { Version = Told("GetStatus").Single() });

    public override Task ListMinions(ListMinionsRequest request, IServerStreamWriter<MinionView> responseStream, ServerCallContext context) =>
        AnswerAsync("ListMinions", "ListMinions", responseStream, Answers.Minion, context);

    public override Task RunRunner(RunnerRequest request, IServerStreamWriter<RunnerEvent> responseStream, ServerCallContext context) =>
        new CannedRunners(_case!, _sent).RunAsync(request, responseStream, context);

    public override Task<RunnerDocs> DescribeRunners(DescribeRunnersRequest request, ServerCallContext context) =>
        Task.FromResult(new CannedRunners(_case!, _sent).Describe(request));

    public override Task Events(EventsRequest request, IServerStreamWriter<Event> responseStream, ServerCallContext context) =>
        AnswerAsync("Events", $"Events {request.Tag}", responseStream, Answers.Event, context);

    public override Task<KeyList> ListKeys(ListKeysRequest request, ServerCallContext context) =>
        Task.FromResult(KeyAnswers.List(_case!.AnswersTo("ListKeys"), request.WithPem));

    public override Task<ChangeKeysReply> ChangeKeys(ChangeKeysRequest request, ServerCallContext context)
    {
        var keys = request.Keys.Select(key => $" {key.Id}:{key.State}:{key.Fingerprint}");
        _sent.Add($"ChangeKeys {request.Change}{string.Concat(keys)}");
        return Task.FromResult(KeyAnswers.Changed(request, _case!.AnswersTo("ChangeKeys")));
    }

    public override Task<CreateTokenReply> CreateToken(CreateTokenRequest request, ServerCallContext context)
    {
        _sent.Add($"CreateToken ttl={request.TtlSeconds} id={request.Id}");
        return Task.FromResult(KeyAnswers.Token(_case!.AnswersTo("CreateToken")));
    }

    public override Task<CancelReply> Cancel(CancelRequest request, ServerCallContext context)
    {
        _sent.Add($"Cancel {request.Jid} signal={request.Signal} {string.Join(',', request.Minions)}".TrimEnd());
        return Task.FromResult(new CancelReply { Minions = { _case!.AnswersTo("Cancel") } });
    }

    private static string Named(string name, uint value) => value > 0 ? $" {name}={value}" : "";

    private static string Given(string name, object value) => value is "" or 0L ? "" : $" {name}={value}";

    /// <summary>The lines of a call that is answered at once, unless the first says that it fails.</summary>
    private IReadOnlyList<string> Told(string name)
    {
        var lines = _case!.AnswersTo(name);
        return lines is [var first, ..] && first.Split(' ', 3) is ["fail", var code, var detail]
            ? throw new RpcException(new Status(Enum.Parse<StatusCode>(code), detail))
            : lines;
    }

    private async Task AnswerAsync<T>(
        string name, string call, IServerStreamWriter<T> responses, Func<string, T> parse, ServerCallContext context)
    {
        _sent.Add(call);
        foreach (var line in _case!.AnswersTo(name))
        {
            switch (line.Split(' ', 3))
            {
                case ["fail", var code, var detail]:
                    throw new RpcException(new Status(Enum.Parse<StatusCode>(code), detail));
                case ["vanish", "after", var text]:
                    await _printed(text);
                    throw new RpcException(new Status(StatusCode.Unavailable, "the master stops"));
                case ["interrupt", "after", var text]:
                    await _printed(text);
                    _interrupt();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
                    return;
                default:
                    await responses.WriteAsync(parse(line), context.CancellationToken);
                    break;
            }
        }
    }
}
