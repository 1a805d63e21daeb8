namespace Grpc.Core;

/// <summary>What a method is, whatever its message types.</summary>
public interface IMethod
{
    MethodType Type { get; }

    /// <summary>The service's full name, <c>package.Service</c>.</summary>
    string ServiceName { get; }

    string Name { get; }

    /// <summary>The path on the wire, <c>/package.Service/Name</c>.</summary>
    string FullName { get; }
}
