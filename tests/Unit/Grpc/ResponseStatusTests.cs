using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Core.Client;

namespace Salt.Tests.Unit.Grpc;

/// <summary>What a call becomes by the response that it gets.</summary>
internal sealed class ResponseStatusTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
    private static readonly Method<byte[], byte[]> Method = new(MethodType.Unary, "test.Service", "Method", Bytes, Bytes);

    // A message "hi": flag, length, bytes.
    private static readonly byte[] Message = [0, 0, 0, 0, 2, (byte)'h', (byte)'i'];

    [Test]
    public async Task A_message_with_OK_in_the_trailers_is_the_response() =>
        Assert.That(await CallAsync(() => Response(Message, trailer: "0")), Is.EqualTo("hi"u8.ToArray()));

    [TestCase(400, StatusCode.Internal)]
    [TestCase(401, StatusCode.Unauthenticated)]
    [TestCase(403, StatusCode.PermissionDenied)]
    [TestCase(404, StatusCode.Unimplemented)]
    [TestCase(429, StatusCode.Unavailable)]
    [TestCase(503, StatusCode.Unavailable)]
    [TestCase(418, StatusCode.Unknown)]
    public async Task An_HTTP_status_without_gRPCs_own_is_translated(int http, StatusCode code)
    {
        var status = await FailureAsync(() => new HttpResponseMessage((HttpStatusCode)http));

        Assert.That(status.StatusCode, Is.EqualTo(code));
        Assert.That(status.Detail, Does.Contain($"{http}"));
    }

    [Test]
    public async Task A_status_in_the_headers_ends_the_call()
    {
        var status = await FailureAsync(() =>
        {
            var response = Response([], trailer: null);
            response.Headers.Add("grpc-status", "5");
            response.Headers.Add("grpc-message", "no %E2%98%83");
            return response;
        });

        Assert.That((status.StatusCode, status.Detail), Is.EqualTo((StatusCode.NotFound, "no ☃")));
    }

    [TestCase("99", StatusCode.Unknown)]
    [TestCase("nonsense", StatusCode.Unknown)]
    [TestCase("7", StatusCode.PermissionDenied)]
    [TestCase(null, StatusCode.Unknown)]
    public async Task The_trailers_say_how_the_call_ended(string? trailer, StatusCode code) =>
        Assert.That((await FailureAsync(() => Response(Message, trailer))).StatusCode, Is.EqualTo(code));

    [Test]
    public async Task Another_content_type_is_no_answer()
    {
        var status = await FailureAsync(() => new HttpResponseMessage { Content = new StringContent("<html>", null, "text/html") });

        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unknown));
        Assert.That(status.Detail, Does.Contain("text/html"));
    }

    [Test]
    public async Task A_compressed_message_is_unimplemented() =>
        Assert.That((await FailureAsync(() => Response([1, .. Message[1..]], "0"))).StatusCode, Is.EqualTo(StatusCode.Unimplemented));

    [TestCase(3)]
    [TestCase(6)]
    public async Task A_message_that_is_cut_short_is_an_internal_error(int length) =>
        Assert.That((await FailureAsync(() => Response(Message[..length], "0"))).StatusCode, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task OK_without_a_message_is_an_internal_error() =>
        Assert.That((await FailureAsync(() => Response([], "0"))).StatusCode, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task A_second_message_is_an_internal_error() =>
        Assert.That((await FailureAsync(() => Response([.. Message, .. Message], "0"))).StatusCode, Is.EqualTo(StatusCode.Internal));

    [Test]
    public async Task A_message_over_the_limit_exhausts_a_resource_before_it_is_read() =>
        Assert.That(
            (await FailureAsync(() => Response([0, 0x7F, 0xFF, 0xFF, 0xFF], "0"))).StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));

    private static HttpResponseMessage Response(byte[] body, string? trailer)
    {
        var response = new HttpResponseMessage { Content = new ByteArrayContent(body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        if (trailer is not null)
            response.TrailingHeaders.Add("grpc-status", trailer);
        return response;
    }

    private static async Task<Status> FailureAsync(Func<HttpResponseMessage> respond) =>
        (await Assert.ThrowsAsync<RpcException>(() => CallAsync(respond)))!.Status;

    private static async Task<byte[]> CallAsync(Func<HttpResponseMessage> respond)
    {
        using var handler = new FixedResponse(respond);
        using var channel = GrpcChannel.ForAddress("http://test", new GrpcChannelOptions { HttpHandler = handler });
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Method, null, default, []);
        return await call;
    }
}
