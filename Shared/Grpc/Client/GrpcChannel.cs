using System.Collections.Concurrent;

namespace Grpc.Core.Client;

/// <summary>The way to one server over HTTP/2. Connects at the first call; safe for concurrent use.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly Uri _address;
    private readonly HttpMessageInvoker _http;
    private readonly ConcurrentDictionary<string, Uri> _methodAddresses = new(StringComparer.Ordinal);

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        _address = address;
        Options = options;
        _http = new HttpMessageInvoker(
            options.HttpHandler ?? GrpcHttpHandler.Create(),
            disposeHandler: options.HttpHandler is null || options.DisposeHttpHandler);
    }

    internal GrpcChannelOptions Options { get; }

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions? options = null) =>
        ForAddress(new Uri(address), options);

    /// <summary>A channel to <paramref name="address"/>: <c>https://host:port</c>, or <c>http://host:port</c> for HTTP/2
    /// in clear. For a unix socket any http address does, with a handler whose connect callback opens the socket.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions? options = null) =>
        new(address, options ?? new GrpcChannelOptions());

    public override CallInvoker CreateCallInvoker() => new HttpCallInvoker(this);

    /// <summary>Cancels the calls that run and closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    internal Uri AddressOf(IMethod method) =>
        _methodAddresses.GetOrAdd(method.FullName, static (path, address) => new Uri(address, path), _address);

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http.SendAsync(request, cancellationToken);
}
