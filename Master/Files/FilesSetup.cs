using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Files;

/// <summary>Adds the file server.</summary>
public static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services, FileRoots roots) =>
        services.AddSingleton(roots).AddSingleton<FileServer>();
}
