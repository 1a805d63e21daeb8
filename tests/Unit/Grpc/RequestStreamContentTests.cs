using Grpc.Core.Client;

namespace Salt.Tests.Unit.Grpc;

/// <summary>When a writer gets its stream, and when it learns that it will not.</summary>
internal sealed class RequestStreamContentTests
{
    [Test]
    public async Task The_stream_is_there_once_the_headers_are_out()
    {
        using var content = new RequestStreamContent();
        var body = new MemoryStream();
        var sending = content.CopyToAsync(body);

        Assert.That(await content.Stream, Is.SameAs(body));
        content.End();
        await sending;
    }

    [Test]
    public void An_attempt_that_the_server_answered_and_cut_off_fails_the_stream()
    {
        using var content = new RequestStreamContent();
        Assert.That(() => content.CopyToAsync(new CutStream()), Throws.Exception);
        Assert.That(content.Stream.IsCompleted, Is.False, "another attempt may follow");

        content.Answered();

        Assert.That(async () => await content.Stream, Throws.InstanceOf<IOException>());
    }

    [Test]
    public void The_answer_may_be_there_before_the_attempt_is_seen_to_fail()
    {
        using var content = new RequestStreamContent();
        content.Answered();

        Assert.That(() => content.CopyToAsync(new CutStream()), Throws.Exception);

        Assert.That(async () => await content.Stream, Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task An_attempt_that_failed_unanswered_may_be_made_again()
    {
        using var content = new RequestStreamContent();
        Assert.That(() => content.CopyToAsync(new CutStream()), Throws.Exception);
        var body = new MemoryStream();
        var sending = content.CopyToAsync(body);

        Assert.That(await content.Stream, Is.SameAs(body));
        content.End();
        await sending;
    }

    [Test]
    public void The_end_of_the_call_cancels_a_stream_that_never_began()
    {
        using var content = new RequestStreamContent();

        content.End();

        Assert.That(async () => await content.Stream, Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>Reset before its first byte.</summary>
    private sealed class CutStream : MemoryStream
    {
        public override Task FlushAsync(CancellationToken cancellationToken) => throw new OperationCanceledException("reset");
    }
}
