using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Salt.Tests.Integration.Grpc;

/// <summary>What our server answers to requests that no good gRPC client sends.</summary>
[CancelAfter(20_000)]
internal sealed class ForeignRequestTests
{
    private DirectoryInfo _folder = null!;
    private EchoServer _server = null!;
    private HttpMessageInvoker _http = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("salt-grpc-");
        var socket = Path.Combine(_folder.FullName, "echo.sock");
        _server = await EchoServer.StartAsync(socket);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_compressed_message_is_unimplemented_and_told_what_is_accepted(CancellationToken token)
    {
        using var response = await PostAsync("/salt.tests.v1.Echo/Unary", "application/grpc", [1, 0, 0, 0, 1, 0], token, ("grpc-encoding", "gzip"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Header(response, "grpc-status"), Is.EqualTo("12"), response.ToString());
            Assert.That(Header(response, "grpc-accept-encoding"), Is.EqualTo("identity"));
        }
    }

    [TestCase("application/grpc")]
    [TestCase("application/grpc+proto")]
    [TestCase("application/grpc; charset=utf-8")]
    public async Task An_empty_message_of_any_gRPC_content_type_is_served(string contentType)
    {
        using var response = await PostAsync(
            "/salt.tests.v1.Echo/Unary", contentType, [0, 0, 0, 0, 0], CancellationToken.None);
        await response.Content.LoadIntoBufferAsync();

        Assert.That(response.TrailingHeaders.GetValues("grpc-status"), Is.EqualTo(new[] { "0" }));
    }

    [TestCase("application/json", HttpStatusCode.UnsupportedMediaType)]
    [TestCase("application/grpcish", HttpStatusCode.UnsupportedMediaType)]
    public async Task Another_content_type_gets_an_HTTP_status(string contentType, HttpStatusCode status)
    {
        using var response = await PostAsync("/salt.tests.v1.Echo/Unary", contentType, [], CancellationToken.None);

        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [TestCase(new byte[0], TestName = "No_message_is_an_internal_error")]
    [TestCase(new byte[] { 0, 0, 0, 0, 9, 1 }, TestName = "A_message_cut_short_is_an_internal_error")]
    [TestCase(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, TestName = "A_second_message_is_an_internal_error")]
    public async Task A_bad_request_is_an_internal_error(byte[] body)
    {
        using var response = await PostAsync("/salt.tests.v1.Echo/Unary", "application/grpc", body, CancellationToken.None);

        Assert.That(Header(response, "grpc-status"), Is.EqualTo("13"));
    }

    [Test]
    public async Task A_message_that_is_none_fails_without_a_word_of_ours(CancellationToken token)
    {
        using var response = await PostAsync("/salt.tests.v1.Echo/Unary", "application/grpc", [0, 0, 0, 0, 1, 0xFF], token);

        Assert.That(Header(response, "grpc-status"), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_failure_that_no_method_means_to_throw_is_unknown_and_keeps_its_words(CancellationToken token)
    {
        using var response = await PostAsync(
            "/salt.tests.v1.Echo/Unary", "application/grpc", [0, 0, 0, 0, 0], token, ("x-do", "crash"));

        Assert.That(Header(response, "grpc-status"), Is.EqualTo("2"));
        Assert.That(Header(response, "grpc-message"), Does.Not.Contain("secret"));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private async Task<HttpResponseMessage> PostAsync(
        string path, string contentType, byte[] body, CancellationToken token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost" + path));
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await _http.SendAsync(request, token);
    }
}
