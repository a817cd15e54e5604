using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Search;
using Collab.Support.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Collab.Infrastructure.Tests;

public sealed class InfrastructureServicesTests : IAsyncDisposable
{
    private readonly SqliteInstallation _installation = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task A_host_starts_with_the_storage_ready_and_gives_its_node_number_back_when_it_stops()
    {
        using var host = NewHost();
        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IIdSource>().Next<TaskId>());
        await host.StartAsync(Ct);
        Assert.NotEqual(default, host.Services.GetRequiredService<IIdSource>().Next<TaskId>());
        Assert.True(host.Services.GetRequiredService<NodeLease>().IsHeld);
        await host.StopAsync(Ct);
        Assert.False(host.Services.GetRequiredService<NodeLease>().IsHeld);
    }

    [Fact]
    public void Every_port_with_an_adapter_here_is_registered_once()
    {
        using var host = NewHost();
        var ports = typeof(InfrastructureServices).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false })
            .SelectMany(t => t.GetInterfaces()).Where(i => i.Assembly == typeof(IIdSource).Assembly && !i.IsGenericType)
            .Where(i => i != typeof(Domain.Presence.IPresenceConnection)).Distinct().ToArray();
        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.Single(host.Services.GetServices(port).Distinct()));
    }

    [Fact]
    public async Task A_limit_that_lets_nothing_through_is_refused_at_start()
    {
        using var host = NewHost(("Collab:Limits:Post:Burst", "0"));
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Ct));
        Assert.Equal("Each of Collab:Limits needs a Burst of at least 1 and a PerSecond above 0.", error.Message);
    }

    [Fact]
    public async Task A_host_whose_storage_cannot_be_used_does_not_start()
    {
        using var host = NewHost(("Collab:Storage:Provider", "Postgres"));
        await Assert.ThrowsAsync<StorageSettingsException>(() => host.StartAsync(Ct));
    }

    private IHost NewHost(params IEnumerable<(string Key, string Value)> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            settings.ToDictionary(s => s.Key, string? (s) => s.Value).Append(KeyValuePair.Create("Collab:Data", (string?)_installation.Folder)));
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Services.AddLogging();
        builder.Services.AddCollabInfrastructure(builder.Configuration);
        builder.Services.AddCollabSearch();
        return builder.Build();
    }
}
