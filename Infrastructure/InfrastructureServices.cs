using Collab.Domain.Channels;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Demo;
using Collab.Infrastructure.Limits;
using Collab.Infrastructure.Mail;
using Collab.Infrastructure.Messages.Text;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.People;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure;

/// <summary>Registers all adapters of this assembly.</summary>
public static class InfrastructureServices
{
    // Not services by convention: the bus is chosen by the settings, a connection is made by the presence.
    private static readonly Type[] NotScanned = [typeof(IEventBus), typeof(IPresenceConnection)];

    /// <summary>Adapters for the ports of Domain, their options (<c>Collab:…</c>) and the services that run beside them.</summary>
    public static IServiceCollection AddCollabInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage(configuration);
        services.AddMessageText();
        services.AddRealtime(configuration);
        services.AddLimits(configuration);
        services.AddMail(configuration);
        services.AddAdapters();
        services.AddHostedService<StorageLifecycle>();
        services.AddHostedService<NodeLeaseRenewal>();
        services.AddHostedService<DirectoryTaskWorker>();
        services.AddHostedService<HandoffCollector>();
        services.AddHostedService<ShardMapRefresh>();
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

    private static void AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<StorageOptions>(configuration.GetSection("Collab:Storage"));
        services.AddSingleton(new DataFolder(Path.GetFullPath(configuration["Collab:Data"] is { Length: > 0 } data ? data : "data")));
        services.AddSingleton(provider => Layout(provider, configuration));
        services.AddSingleton(provider => new Database<DirectoryContext>(provider.GetRequiredService<StorageLayout>().Directory));
        services.AddSingleton<ShardRouter>();
        services.AddSingleton<StorageStartup>();
        services.AddSingleton<NodeLease>();
        services.AddSingleton<DirectoryTaskWriter>();
        services.AddSingleton<PersonWriter>();
        services.AddSingleton<DemoLiveWriter>();
        services.TryAddSingleton<DirectoryTasks>();
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
