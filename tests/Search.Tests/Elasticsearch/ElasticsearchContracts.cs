using Collab.Domain.Search;
using Collab.Search.Tests.Contracts;
using Xunit;

[assembly: AssemblyFixture(typeof(Collab.Search.Tests.Elasticsearch.ElasticsearchContractFixture))]

namespace Collab.Search.Tests.Elasticsearch;

/// <summary>One index for all contracts, in the conformance server or in a real cluster.</summary>
public sealed class ElasticsearchContractFixture : IAsyncDisposable
{
    private readonly ElasticsearchFixture _elasticsearch = new();
    private readonly Lazy<Task<ElasticsearchStage>> _stage;

    public ElasticsearchContractFixture() => _stage = new Lazy<Task<ElasticsearchStage>>(_elasticsearch.StageAsync);

    public async Task<ISearchIndex> IndexAsync() => (await _stage.Value).Index;

    public async ValueTask DisposeAsync()
    {
        if (_stage.IsValueCreated)
            await (await _stage.Value).DisposeAsync();
        await _elasticsearch.DisposeAsync();
    }
}

public sealed class ElasticsearchWordTests(ElasticsearchContractFixture elasticsearch) : WordContract
{
    protected override Task<ISearchIndex> IndexAsync() => elasticsearch.IndexAsync();
}

public sealed class ElasticsearchFilterTests(ElasticsearchContractFixture elasticsearch) : FilterContract
{
    protected override Task<ISearchIndex> IndexAsync() => elasticsearch.IndexAsync();
}

public sealed class ElasticsearchPermissionTests(ElasticsearchContractFixture elasticsearch) : PermissionContract
{
    protected override Task<ISearchIndex> IndexAsync() => elasticsearch.IndexAsync();
}

public sealed class ElasticsearchChangeTests(ElasticsearchContractFixture elasticsearch) : ChangeContract
{
    protected override Task<ISearchIndex> IndexAsync() => elasticsearch.IndexAsync();
}

public sealed class ElasticsearchResultTests(ElasticsearchContractFixture elasticsearch) : ResultContract
{
    protected override Task<ISearchIndex> IndexAsync() => elasticsearch.IndexAsync();
}
