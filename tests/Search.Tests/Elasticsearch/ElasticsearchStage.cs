using Collab.Domain.Search;
using Collab.Search.Elasticsearch;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Wire;
using Collab.Support.Elasticsearch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

/// <summary>A node's index in Elasticsearch, with indices of its own there.</summary>
public sealed class ElasticsearchStage : IAsyncDisposable
{
    private static int _stages;

    private readonly List<ServiceProvider> _nodes = [];
    private readonly List<string> _forgiven = [];
    private readonly ElasticServer? _server;
    private readonly ElasticsearchOptions _options;
    private bool _ownsServer;

    private ElasticsearchStage(ElasticServer? server, ElasticsearchOptions options)
    {
        (_server, _options) = (server, options);
        options.IndexPrefix = $"test-{Environment.ProcessId}-{Interlocked.Increment(ref _stages)}";
        options.RetryPause = server is null ? options.RetryPause : TimeSpan.Zero;
        Node = AddNode();
    }

    /// <summary>The index of the first node.</summary>
    public ISearchIndex Index => Node.GetRequiredService<ISearchIndex>();

    /// <summary>The conformance server; there is none in front of a real cluster.</summary>
    public ElasticServer Server => _server ?? throw new InvalidOperationException("A real cluster cannot be made to misbehave.");

    public ElasticTrouble Trouble => Server.Trouble;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    internal ServiceProvider Node { get; }

    internal IndexNames Names => Node.GetRequiredService<IndexNames>();

    internal IIndexGenerations Generations => Node.GetRequiredService<IIndexGenerations>();

    /// <summary>One on a server of its own, which may be made to misbehave.</summary>
    public static async Task<ElasticsearchStage> StartAsync(Action<ElasticsearchOptions>? change = null)
    {
        var server = await ElasticServer.StartAsync();
        var options = new ElasticsearchOptions { Url = server.Url };
        change?.Invoke(options);
        return new ElasticsearchStage(server, options) { _ownsServer = true };
    }

    /// <summary>One on a server that others use as well.</summary>
    public static ElasticsearchStage On(ElasticServer? server, ElasticsearchOptions options) => new(server, options);

    /// <summary>Lets searches find what was applied, without waiting for the second that it may take.</summary>
    public async Task RefreshAsync() =>
        await Node.GetRequiredService<ElasticClient>().SendAsync(ElasticRequest.Read($"/{Names.Pattern}/_refresh"), CancellationToken.None);

    /// <summary>Another node, with options changed for it and those after it.</summary>
    public ServiceProvider AddNode(Action<ElasticsearchOptions>? change = null)
    {
        change?.Invoke(_options);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_server is null ? TimeProvider.System : Time);
        services.AddElasticsearch(_options);
        // Timeouts and pauses of requests are real: the server that answers them is.
        services.AddSingleton(new ElasticClient(new HttpClient(), _options, TimeProvider.System));
        var node = services.BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    /// <summary>Changes them, and lets searches find them.</summary>
    public async Task ApplyAsync(params IReadOnlyList<IndexChange> changes)
    {
        await Index.ApplyAsync(changes, CancellationToken.None);
        await RefreshAsync();
    }

    public Task ApplyAsync(params IEnumerable<SearchDocument> documents) => ApplyAsync([.. documents.Select(d => new IndexChange.Put(d))]);

    /// <summary>Deletes an index behind the nodes' backs.</summary>
    public async Task DeleteAsync(string index) => await Node.GetRequiredService<ElasticClient>().SendAsync(ElasticRequest.Delete($"/{index}"), CancellationToken.None);

    /// <summary>Puts the template as another version of Collab would.</summary>
    public async Task PutTemplateAsync(int version)
    {
        var template = IndexSchema.Template(Names);
        template["version"] = version;
        await Node.GetRequiredService<ElasticClient>().SendAsync(ElasticRequest.Admin(HttpMethod.Put, $"/_index_template/{Names.Messages}", template), CancellationToken.None);
    }

    /// <summary>Says that a violation with these words is meant to happen.</summary>
    public void Forgive(string words) => _forgiven.Add(words);

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            await CleanAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();
        if (_server is null)
            return;
        var violations = _server.Violations
            .Where(v => (_ownsServer || v.Contains(_options.IndexPrefix, StringComparison.Ordinal)) && !_forgiven.Exists(f => v.Contains(f, StringComparison.Ordinal))).ToList();
        if (_ownsServer)
            await _server.DisposeAsync();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private async Task CleanAsync()
    {
        var client = Node.GetRequiredService<ElasticClient>();
        foreach (var part in (await Node.GetRequiredService<IndexMapReader>().RereadAsync(CancellationToken.None)).All)
            await client.SendAsync(ElasticRequest.Delete($"/{part.Name}"), CancellationToken.None);
        await client.SendAsync(ElasticRequest.Delete($"/_index_template/{Names.Messages}"), CancellationToken.None);
    }
}
