using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Search.Indexing;

namespace Collab.Search.Lucene;

/// <summary>Looks after the embedded index: by itself, or by asking the node that has it open.</summary>
internal sealed class LuceneKeeper(LuceneSearchIndex index, LuceneOptions options, ISearchSource source, SearchDocuments documents, TimeProvider time) : ISearchKeeper
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<IndexState> CheckAsync(CancellationToken ct)
    {
        if (await IsOursAsync(ct))
            return await index.CheckAsync(ct);
        using var snapshot = new LuceneSnapshot(options.Folder);
        var condition = snapshot.State.Building == snapshot.State.Current ? IndexCondition.Degraded : IndexCondition.Working;
        return new IndexState(LuceneSearchIndex.Engine, condition, snapshot.Messages, null, snapshot.State.Note);
    }

    public async Task RebuildAsync(Action<BuildState> onProgress, CancellationToken ct)
    {
        if (await IsOursAsync(ct))
        {
            await ((IIndexBuild)index).RequestAsync(ct);
            await new IndexBuilder(index, source, documents).RunAsync(onProgress, ct);
            return;
        }

        var before = LuceneState.Read(options.Folder)?.Current;
        LuceneFolders.LeaveRequest(options.Folder);
        await FollowAsync(before, onProgress, ct);
    }

    // The node that has it open builds it, now or when it starts: what is asked for is in its folder.
    public async Task RequestRebuildAsync(CancellationToken ct)
    {
        if (await IsOursAsync(ct))
            await ((IIndexBuild)index).RequestAsync(ct);
        else
            LuceneFolders.LeaveRequest(options.Folder);
    }

    public async Task<IndexVerdict> VerifyAsync(Action<int> onBucket, CancellationToken ct)
    {
        IIndexReading reading = await IsOursAsync(ct) ? new LiveReading(index) : new SnapshotReading(options.Folder);
        return await new IndexVerifier(source, reading, time).RunAsync(onBucket, ct);
    }

    private async Task FollowAsync(int? before, Action<BuildState> onProgress, CancellationToken ct)
    {
        var (quiet, last) = (time.GetTimestamp(), (LuceneState?)null);
        while (LuceneState.Read(options.Folder) is var state && (state is null || state.Current == before || state.Building is not null))
        {
            if (state != last)
                (quiet, last) = (time.GetTimestamp(), state);
            if (state?.Progress is { } progress)
                onProgress(progress);
            if (time.GetElapsedTime(quiet) > Patience)
                throw new OutageException("The node that has the index open does not build it. Its log says why.");
            await Task.Delay(Pause, time, ct);
        }
    }

    private async Task<bool> IsOursAsync(CancellationToken ct)
    {
        try
        {
            await index.ApplyAsync([], ct);
            return true;
        }
        catch (OutageException error) when (error.Message == LuceneSearchIndex.OpenElsewhere)
        {
            return false;
        }
    }
}
