using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Core.Server;

/// <summary>Interceptors in the order in which a call passes them. One instance of each serves every call.</summary>
public sealed class InterceptorCollection : Collection<Func<IServiceProvider, Interceptor>>
{
    public void Add(Interceptor interceptor) => Add(_ => interceptor);

    /// <summary>Adds one that is made from the services when the first service is mapped.</summary>
    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TInterceptor>()
        where TInterceptor : Interceptor =>
        Add(services => ActivatorUtilities.GetServiceOrCreateInstance<TInterceptor>(services));
}
