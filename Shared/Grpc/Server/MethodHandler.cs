using Microsoft.AspNetCore.Http;

namespace Grpc.Core.Server;

/// <summary>Serves the calls of one method, from the request to the status.</summary>
internal abstract class MethodHandler(IMethod method, ServerRuntime runtime)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (!RequestCheck.Accept(http))
            return;

        using var call = new HttpServerCallContext(http, method, runtime.Options);
        try
        {
            await ServeAsync(call);
        }
        catch (Exception e)
        {
            // Whatever a method throws must end in a status: without one the client would not know that the call ended.
            if (!call.Fail(e))
                ServerLog.MethodFailed(runtime.Log, e, method.FullName);
        }

        call.End();
    }

    protected abstract Task ServeAsync(HttpServerCallContext call);
}
