using Collab.Domain.Channels;
using Collab.Domain.Expiry;
using Collab.Domain.Holds;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Demo;
using Collab.Infrastructure.Expiry;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Holds;
using Collab.Infrastructure.Limits;
using Collab.Infrastructure.Mail;
using Collab.Infrastructure.Messages.Text;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.People;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Sharding.Moves;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure;

/// <summary>Registers all adapters of this assembly.</summary>
public static class InfrastructureServices
{
    // Not services by convention: the bus is chosen by the settings, a connection is made by the presence, of consumers there are several.
    private static readonly Type[] NotScanned = [typeof(IEventBus), typeof(IPresenceConnection), typeof(IEventConsumer)];

    /// <summary>Adapters for the ports of Domain, their options (<c>Collab:…</c>) and the services that run beside them.</summary>
    public static IServiceCollection AddCollabInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage(configuration);
        services.AddMessageText();
        services.AddRealtime(configuration);
        services.AddLimits(configuration);
        services.AddMail(configuration);
        services.AddConsumers(configuration);
        services.AddFiles(configuration);
        services.AddAdapters();
        services.AddHostedService<StorageLifecycle>();
        services.AddHostedService<NodeLeaseRenewal>();
        services.AddHostedService<DirectoryTaskWorker>();
        services.AddHostedService<HandoffCollector>();
        services.AddHostedService<ShardMapRefresh>();
        services.AddHostedService<ConsumerWorker>();
        services.AddHostedService<OutboxExpiry>();
        services.AddHostedService<DeadNodes>();
        services.TryAddSingleton<ExpireMessages>();
        services.AddSingleton<ExpirySweep>();
        services.AddHostedService(provider => provider.GetRequiredService<ExpirySweep>());
        services.TryAddSingleton<SweepHeld>();
        services.AddSingleton<HeldSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<HeldSweep>());
        services.AddSingleton<ShardWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ShardWatch>());
        services.AddSingleton<DirectoryWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DirectoryWatch>());
        services.AddHostedService<MoveWorker>();
        return services;
    }

    private static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LocalPermits>();
        services.AddSingleton<ISharedPermits>(provider =>
            provider.GetRequiredService<IOptions<BusOptions>>().Value is { Provider: BusProvider.Redis, Redis: { Length: > 0 } redis }
                ? RedisPermits.Connect(
                    redis, provider.GetRequiredService<LocalPermits>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RedisPermits>>())
                : provider.GetRequiredService<LocalPermits>());
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection("Collab:Limits"))
            .Validate(limits => limits.IsUsable, "Each of Collab:Limits needs a Burst of at least 1 and a PerSecond above 0.")
            .ValidateOnStart();
    }

    private static void AddConsumers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EventsOptions>().Bind(configuration.GetSection("Collab:Events"))
            .Validate(events => events.IsUsable, "Collab:Events needs Attempts of at least 1, PauseSeconds of at least 0, SweepSeconds of at least 1 and KeepDays of 1 to 3650.")
            .ValidateOnStart();
        services.AddSingleton<IEventConsumer, ChannelHeads>();
        services.AddSingleton<HandoffDelivery>();
        services.AddSingleton<ConsumerParts>();
    }

    private static void AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<StorageOptions>(configuration.GetSection("Collab:Storage"));
        services.AddSingleton(new DataFolder(Path.GetFullPath(configuration["Collab:Data"] is { Length: > 0 } data ? data : "data")));
        services.AddSingleton(provider => Layout(provider, configuration));
        services.AddSingleton(provider => new Database<DirectoryContext>(provider.GetRequiredService<StorageLayout>().Directory));
        services.AddSingleton<ShardRouter>();
        services.AddSingleton<ShardMapReader>();
        services.AddSingleton<BucketGate>();
        services.AddSingleton<BucketInserts>();
        services.AddSingleton<MoveBook>();
        services.AddSingleton<ShardSizes>();
        services.AddSingleton(provider => new StorageOpening(
            provider.GetRequiredService<StorageStartup>(), provider.GetRequiredService<StorageLayout>(), provider.GetRequiredService<NodeLease>(),
            provider.GetRequiredService<ShardMapReader>()));
        services.AddSingleton(provider => new ProtectionKeys(provider.GetRequiredService<Database<DirectoryContext>>()));
        services.AddSingleton<StorageStartup>();
        services.AddSingleton<NodeLease>();
        services.AddSingleton<NodeRun>();
        services.AddSingleton<Troubles>();
        services.AddSingleton<DirectoryTaskWriter>();
        services.AddSingleton<PersonWriter>();
        services.AddSingleton<DemoLiveWriter>();
        services.AddSingleton<ExactPlaces>();
        services.TryAddSingleton<DirectoryTasks>();
        services.TryAddSingleton<SettleReceipts>();
        services.TryAddSingleton<SeatRenewal>();
    }

    private static StorageLayout Layout(IServiceProvider provider, IConfiguration configuration)
    {
        try
        {
            return StorageLayout.From(provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetRequiredService<DataFolder>().Path);
        }
        catch (InvalidOperationException) when (!Enum.TryParse<Domain.Shared.Storage.DatabaseDialect>(configuration["Collab:Storage:Provider"], true, out _))
        {
            throw new StorageSettingsException($"Collab:Storage:Provider is “{configuration["Collab:Storage:Provider"]}”; it must be Sqlite or MySql.");
        }
    }

    /// <summary>Every class that implements a port of Domain is that port's singleton, unless the port has its adapter already; one class of several ports is one instance.</summary>
    private static void AddAdapters(this IServiceCollection services)
    {
        foreach (var adapter in typeof(InfrastructureServices).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            Type[] ports = [.. adapter.GetInterfaces().Where(port => IsPort(port) && services.All(s => s.ServiceType != port))];
            if (ports.Length == 0)
                continue;
            services.TryAddSingleton(adapter);
            foreach (var port in ports)
                services.AddSingleton(port, provider => provider.GetRequiredService(adapter));
        }
    }

    private static bool IsPort(Type type) =>
        type.Assembly == typeof(IEventBus).Assembly && !type.IsGenericType && !NotScanned.Contains(type);
}
