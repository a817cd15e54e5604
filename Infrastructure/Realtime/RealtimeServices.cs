using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Realtime;

/// <summary>The bus, the outbox relay, presence and the grouped writers.</summary>
internal static class RealtimeServices
{
    public static IServiceCollection AddRealtime(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<BusOptions>(configuration.GetSection("Collab:Bus"));
        services.AddSingleton<StreamWrites>();
        services.AddSingleton<PostLanes>();
        services.AddSingleton<ThreadReplies>();
        services.AddSingleton<InProcessBus>();
        services.AddSingleton(MakeBus);
        services.AddSingleton<PresenceBoard>();
        services.AddSingleton<IPresence>(provider => provider.GetRequiredService<PresenceBoard>());
        services.AddHostedService<RelayWorker>();
        services.AddHostedService<PresenceWorker>();
        return services;
    }

    private static IEventBus MakeBus(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BusOptions>>().Value;
        var local = provider.GetRequiredService<InProcessBus>();
        if (options.Provider == BusProvider.InProcess)
            return local;
        if (string.IsNullOrWhiteSpace(options.Redis))
            throw new StorageSettingsException("Collab:Bus:Provider is Redis, but Collab:Bus:Redis is empty. Set it to an address like redis:6379.");
        return RedisBus.Connect(options.Redis, local, provider.GetRequiredService<ILogger<RedisBus>>());
    }
}
