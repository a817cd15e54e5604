using Collab.Search.Elasticsearch;
using Collab.Support.Elasticsearch;
using Collab.Support.Servers;

namespace Collab.Search.Tests.Elasticsearch;

/// <summary>
/// Elasticsearch for a class of tests: the conformance server, or the cluster whose address stands in
/// <c>COLLAB_TEST_ELASTICSEARCH</c> (an account in <c>…_USER</c> and <c>…_PASSWORD</c>, or a key in <c>…_APIKEY</c>).
/// Each <see cref="StageAsync"/> has names of its own there.
/// </summary>
public sealed class ElasticsearchFixture : IAsyncDisposable
{
    private const string Variable = "COLLAB_TEST_ELASTICSEARCH";

    private readonly Shared<ElasticServer> _server = new(ElasticServer.StartAsync);

    /// <summary>An index with nothing in it.</summary>
    public async Task<ElasticsearchStage> StageAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url)
        {
            return ElasticsearchStage.On(null, new ElasticsearchOptions
            {
                Url = url,
                User = Environment.GetEnvironmentVariable(Variable + "_USER"),
                Password = Environment.GetEnvironmentVariable(Variable + "_PASSWORD"),
                ApiKey = Environment.GetEnvironmentVariable(Variable + "_APIKEY"),
                Shards = 1,
                Replicas = 0,
            });
        }

        var server = await _server.GetAsync();
        return ElasticsearchStage.On(server, new ElasticsearchOptions { Url = server.Url });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
