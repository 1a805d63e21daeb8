namespace Grpc.Core;

/// <summary>Marks a generated service base with the method that binds it. Nothing here reads it: services are bound by
/// delegate, which trimming leaves alone.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
{
    public Type BindType { get; } = bindType;

    public string BindMethodName { get; } = bindMethodName;
}
