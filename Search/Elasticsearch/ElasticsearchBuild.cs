using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Indexing;

namespace Collab.Search.Elasticsearch;

/// <summary>A build of a new generation, driven by one process: one that was killed is begun again, and finds what it has put already.</summary>
internal sealed class ElasticsearchBuild(IIndexGenerations generations, TimeProvider time) : IIndexBuild
{
    public async Task<BuildState?> FindAsync(CancellationToken ct) => await generations.FindBuildingAsync(ct) is null ? null : new BuildState(0, 0);

    public Task RequestAsync(CancellationToken ct) => generations.BeginAsync(null, ct);

    public async Task<BuildState> BeginAsync(CancellationToken ct)
    {
        await generations.BeginAsync(null, ct);
        // What was read of storage sooner might lack a change that a node has put into the old one only.
        await Task.Delay(IIndexGenerations.Settling, time, ct);
        return new BuildState(0, 0);
    }

    public Task PutAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) => generations.PutBuildingAsync(changes, ct);

    public Task SaveAsync(BuildState state, CancellationToken ct) => Task.CompletedTask;

    public Task FinishAsync(CancellationToken ct) => generations.SwitchAsync(ct);
}

/// <summary>Looks after the index in the cluster.</summary>
internal sealed class ElasticsearchKeeper(ISearchIndex index, IIndexGenerations generations, ISearchSource source, SearchDocuments documents, TimeProvider time) : ISearchKeeper
{
    public Task<IndexState> CheckAsync(CancellationToken ct) => index.CheckAsync(ct);

    public Task RebuildAsync(Action<BuildState> onProgress, CancellationToken ct) =>
        new IndexBuilder(new ElasticsearchBuild(generations, time), source, documents).RunAsync(onProgress, ct);

    public Task RequestRebuildAsync(CancellationToken ct) => RebuildAsync(_ => { }, ct);

    public Task<IndexVerdict> VerifyAsync(Action<int> onBucket, CancellationToken ct) =>
        new IndexVerifier(source, new LiveReading(index), time).RunAsync(onBucket, ct);
}
