using Collab.Infrastructure;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Storage;
using Collab.Search;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Support.Storage;

/// <summary>
/// A whole installation's storage for tests: a directory and four shards, migrated and claimed as at a node's start, and
/// every adapter over them. No hosted service runs: a test calls what it wants to see run.
/// </summary>
public abstract class TestInstallation : IAsyncDisposable
{
    private readonly Action<IServiceCollection> _replace;
    private readonly Lazy<Task<TestOrganization>> _organization;
    private ServiceProvider? _services;

    /// <param name="replace">Registrations that win over the installation's own.</param>
    protected TestInstallation(Action<IServiceCollection>? replace)
    {
        _replace = replace ?? (_ => { });
        _organization = new Lazy<Task<TestOrganization>>(() => TestOrganization.SetUpAsync(this));
    }

    /// <summary>The clock that everything but the node's lease goes by.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("Start the installation first.");

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>The installation's organization, set up when first asked for.</summary>
    public Task<TestOrganization> OrganizationAsync() => _organization.Value;

    /// <summary>Makes the databases and starts the first node.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        _services = await NewNodeAsync(ct);
        await StartNodeAsync(_services, ct);
    }

    /// <summary>Another node's services over the same databases, not started: for tests of starting and of racing.</summary>
    public Task<ServiceProvider> NewNodeAsync(CancellationToken ct = default) => NewNodeAsync(new Dictionary<string, string?>(), ct);

    /// <summary>Another node whose settings differ: a null takes a setting away.</summary>
    public async Task<ServiceProvider> NewNodeAsync(IReadOnlyDictionary<string, string?> changes, CancellationToken ct = default)
    {
        var settings = (await SettingsAsync(ct)).Concat(changes).GroupBy(s => s.Key).Select(s => s.Last()).Where(s => s.Value is not null);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging();
        // A test that waits for nobody; those of the pace set their own.
        services.AddSingleton(MarkerPace.None);
        services.AddCollabInfrastructure(configuration);
        services.AddCollabSearch();
        _replace(services);
        return services.BuildServiceProvider();
    }

    public static Task StartNodeAsync(IServiceProvider node, CancellationToken ct = default) =>
        ActivatorUtilities.CreateInstance<StorageLifecycle>(node).StartingAsync(ct);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is not null)
            await _services.DisposeAsync();
        await RemoveAsync();
    }

    /// <summary>The settings of a node; the same at each call.</summary>
    public abstract Task<IReadOnlyDictionary<string, string?>> SettingsAsync(CancellationToken ct);

    protected abstract ValueTask RemoveAsync();
}
