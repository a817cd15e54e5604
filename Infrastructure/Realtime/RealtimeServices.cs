using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.TownHalls;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Reactions;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Collab.Infrastructure.TownHalls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Realtime;

/// <summary>The bus, the outbox relay, presence, viewers, and the grouped writers of messages, reactions and markers.</summary>
internal static class RealtimeServices
{
    public static IServiceCollection AddRealtime(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<BusOptions>(configuration.GetSection("Collab:Bus"));
        services.AddSingleton<StreamWrites>();
        services.AddSingleton<PostLanes>();
        services.AddSingleton<ReactionLanes>();
        services.AddSingleton<ThreadReplies>();
        services.TryAddSingleton(MarkerPace.Usual);
        services.TryAddSingleton<IFollowerPace, NoFollowers>();
        services.AddSingleton<MarkerNews>();
        services.AddSingleton<KeptTimes>();
        services.AddSingleton(_ => new SharedPages());
        services.AddSingleton<InProcessBus>();
        services.AddSingleton(MakeBus);
        services.AddSingleton(provider => new PresenceBoard(provider.GetRequiredService<IEventBus>(), provider.GetRequiredService<TimeProvider>())
        {
            Node = provider.GetRequiredService<NodeRun>().Name,
        });
        services.AddSingleton<IPresence>(provider => provider.GetRequiredService<PresenceBoard>());
        services.Configure<TownHallOptions>(configuration.GetSection("Collab:TownHall"));
        services.AddSingleton(provider => new TownHallRules(provider.GetRequiredService<IOptions<TownHallOptions>>().Value.Viewers));
        services.AddSingleton(provider => new ViewerBoard(provider.GetRequiredService<IEventBus>(), provider.GetRequiredService<TownHallRules>(), provider.GetRequiredService<TimeProvider>())
        {
            Node = provider.GetRequiredService<NodeRun>().Name,
        });
        services.AddSingleton<IViewers>(provider => provider.GetRequiredService<ViewerBoard>());
        services.AddHostedService<RelayWorker>();
        services.AddHostedService<PresenceWorker>();
        services.AddHostedService<ViewerWorker>();
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
        return RedisBus.Connect(options.Redis, local, provider.GetRequiredService<Troubles>(), provider.GetRequiredService<ILogger<RedisBus>>());
    }
}
