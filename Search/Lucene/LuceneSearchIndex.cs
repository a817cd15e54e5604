using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Microsoft.Extensions.Logging;

namespace Collab.Search.Lucene;

/// <summary>
/// The embedded index: files of this process alone, opened with the first use. What is damaged is found when it is opened,
/// by a look at its checksums soon afterwards, or when it is read; it is then thrown away and built anew.
/// </summary>
public sealed class LuceneSearchIndex(LuceneOptions options, TimeProvider time, ILogger<LuceneSearchIndex> log) : ISearchIndex, IIndexBuild, IAsyncDisposable
{
    /// <summary>What the engine is called.</summary>
    internal const string Engine = "Lucene 4.8";


    /// <summary>What is said when the folder is another process's.</summary>
    internal const string OpenElsewhere = "The search index cannot be used here: another process has it open.";

    private readonly SemaphoreSlim _opening = new(1);
    private volatile LuceneFolders? _folders;
    private bool _isOver;

    /// <inheritdoc />
    public Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) =>
        RunAsync(
            async folders =>
            {
                foreach (var folder in folders.All)
                    folder.Write(changes);
                await Task.WhenAll(folders.All.Select(f => f.CommitAsync(ct)));
                return true;
            },
            ct);

    /// <inheritdoc />
    public Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct) =>
        RunAsync(folders => Task.Run(() => folders.Current.Search(search, ct), ct), ct);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) =>
        RunAsync(
            folders => Task.FromResult<IReadOnlyDictionary<MessageId, long>>(folders.Current.Look(searcher =>
                messages.Select(id => (Id: id, Revision: Revisions.Find(searcher, id.Value))).Where(m => m.Revision is not null).ToDictionary(m => m.Id, m => m.Revision!.Value))), // just checked
            ct);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) =>
        RunAsync(
            folders => Task.FromResult<IReadOnlyDictionary<StreamId, long>>(folders.Current.Look(searcher => streams.ToDictionary(s => s, s => CountOf(searcher, s)))), ct);

    /// <inheritdoc />
    public async Task<IndexState> CheckAsync(CancellationToken ct)
    {
        try
        {
            return await RunAsync(
                folders =>
                {
                    var count = folders.Current.Look(searcher => searcher.IndexReader.NumDocs);
                    var bytes = new DirectoryInfo(folders.Current.Path).EnumerateFiles().Sum(f => f.Length);
                    var condition = folders.State.Building == folders.State.Current ? IndexCondition.Degraded : IndexCondition.Working;
                    return Task.FromResult(new IndexState(Engine, condition, count, bytes, folders.State.Note));
                },
                ct);
        }
        catch (OutageException error)
        {
            return new IndexState(Engine, IndexCondition.Away, 0, null, error.Message);
        }
    }

    /// <inheritdoc />
    async Task<BuildState?> IIndexBuild.FindAsync(CancellationToken ct) =>
        await RunAsync(
            folders =>
            {
                folders.TakeRequest();
                return Task.FromResult(folders.Building is null ? null : folders.State.Progress ?? new BuildState(0, 0));
            },
            ct);

    /// <inheritdoc />
    Task IIndexBuild.RequestAsync(CancellationToken ct) =>
        RunAsync(
            folders =>
            {
                folders.Begin();
                return Task.FromResult(true);
            },
            ct);

    /// <inheritdoc />
    Task<BuildState> IIndexBuild.BeginAsync(CancellationToken ct) =>
        RunAsync(
            folders =>
            {
                folders.Begin();
                return Task.FromResult(folders.State.Progress ?? new BuildState(0, 0));
            },
            ct);

    /// <inheritdoc />
    Task IIndexBuild.PutAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) =>
        RunAsync(
            folders =>
            {
                folders.Building?.Write(changes);
                return Task.FromResult(true);
            },
            ct);

    /// <inheritdoc />
    Task IIndexBuild.SaveAsync(BuildState state, CancellationToken ct) =>
        RunAsync(
            async folders =>
            {
                if (folders.Building is { } building)
                    await building.CommitAsync(ct);
                folders.Save(state);
                return true;
            },
            ct);

    /// <inheritdoc />
    Task IIndexBuild.FinishAsync(CancellationToken ct) =>
        RunAsync(
            async folders =>
            {
                if (folders.Building is { } building)
                {
                    await building.CommitAsync(ct);
                    // Searches that come right after the switch see everything.
                    building.Look(_ => true);
                }

                await folders.SwitchAsync();
                return true;
            },
            ct);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        _isOver = true;
        if (_folders is { } folders)
            await folders.DisposeAsync();
        _folders = null;
        _opening.Release();
    }

    private static long CountOf(IndexSearcher searcher, StreamId stream)
    {
        var counter = new TotalHitCountCollector();
        searcher.Search(new TermQuery(new Term(Fields.Stream, MessageDocument.Term(stream.Value))), counter);
        return counter.TotalHits;
    }

    private async Task<T> RunAsync<T>(Func<LuceneFolders, Task<T>> work, CancellationToken ct)
    {
        var folders = _folders;
        try
        {
            folders ??= await OpenAsync(ct);
            return await work(folders);
        }
        catch (Exception error) when (LuceneFolders.IsDamage(error))
        {
            await ReplaceAsync(folders, error);
            throw new OutageException("The search index was damaged and is being built anew.", error);
        }
        catch (Exception error) when (folders is not null && error is not (OutageException or OperationCanceledException or IOException or UnauthorizedAccessException or ObjectDisposedException))
        {
            // A bug of ours, or a file that says nonsense: the checksums tell.
            await VerifyAsync(folders);
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            await CloseAsync(folders);
            throw new OutageException(error is LockObtainFailedException ? OpenElsewhere : $"The search index cannot be used at the moment: {Reason(error)}", error);
        }
    }

    private async Task<LuceneFolders> OpenAsync(CancellationToken ct)
    {
        await _opening.WaitAsync(ct);
        try
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            if (_folders is { } open)
                return open;
            var folders = await Task.Run(() => new LuceneFolders(options.Folder, time), CancellationToken.None); // half opened is worse than opened
            _folders = folders;
            if (folders.State.Note is { } note)
                log.LogWarning("{Note}", note);
            _ = VerifyAsync(folders);
            return folders;
        }
        finally
        {
            _opening.Release();
        }
    }

    // Reads every file once: what a disk has lost or changed need not show when an index is opened.
    private async Task VerifyAsync(LuceneFolders folders)
    {
        try
        {
            await Task.Run(() => folders.Current.Look(searcher =>
            {
                foreach (var leaf in searcher.IndexReader.Leaves)
                    leaf.AtomicReader.CheckIntegrity();
                return true;
            }));
        }
        catch (Exception error) when (LuceneFolders.IsDamageToFiles(error))
        {
            await ReplaceAsync(folders, error);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            log.LogWarning("The search index could not be checked: {Error}", error.GetType().Name);
        }
    }

    private async Task ReplaceAsync(LuceneFolders? folders, Exception error)
    {
        await _opening.WaitAsync();
        try
        {
            if (folders is null || _folders != folders || _isOver)
                return;
            log.LogError(error, "The search index in {Folder} is damaged. It is thrown away and built anew.", folders.Current.Path);
            _folders = null;
            await folders.ReplaceAsync();
            await folders.DisposeAsync();
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task CloseAsync(LuceneFolders? folders)
    {
        await _opening.WaitAsync();
        try
        {
            if (folders is null || _folders != folders)
                return;
            _folders = null;
            await folders.DisposeAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            log.LogWarning("The search index could not be closed: {Error}", error.GetType().Name);
        }
        finally
        {
            _opening.Release();
        }
    }

    private static string Reason(Exception error) => error switch
    {
        ObjectDisposedException => "it was closed.",
        _ => error.Message,
    };
}
