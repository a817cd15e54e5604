using Collab.Domain.Files;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Files.Reading;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Files;

/// <summary>Registers where files are kept and who looks into them.</summary>
internal static class FilesServices
{
    public static void AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection("Collab:Files"))
            .Validate(files => files.MaxMegabytes is >= 1 and <= 10_240, "Collab:Files:MaxMegabytes must be 1 to 10240.").ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<FilesOptions>>().Value.ToLimits());
        services.AddSingleton(provider => new FilesFolder(FolderOf(provider)));
        services.AddSingleton<IFileStore>(provider => new DiskFiles(provider.GetRequiredService<FilesFolder>().Path));
        // A host that can be started as the reader of documents says so (TextReaderProgram).
        services.AddSingleton<IFileTexts>(provider =>
            provider.GetService<TextReaderProgram>() is { } program
                ? new DocumentTextProcess(program, provider.GetRequiredService<ILogger<DocumentTextProcess>>())
                : new DocumentTexts());
        services.AddSingleton<IEventConsumer, FileReader>();
        services.TryAddSingleton<AttachedTexts>();
        services.TryAddSingleton<SweepFiles>();
        services.TryAddSingleton<RecalledFiles>();
        services.AddSingleton<FileSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<FileSweep>());
    }

    private static string FolderOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<FilesOptions>>().Value.Path is { Length: > 0 } path
            ? Path.GetFullPath(path)
            : Path.Combine(provider.GetRequiredService<DataFolder>().Path, "files");
}
