using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>
/// Works on one move, step by step (ADR 0022). Each step may be cut off anywhere and done again by another process; what
/// a step has reached is in the directory and in the shards' fences, never only here.
/// </summary>
internal sealed class BucketMover
{
    private const int MaxRounds = 12;
    private const int FewRows = 50;

    // When a round had hardly less to do than the one before, writers are as fast as the copy, and no further round helps.
    private const double Shrinking = 0.75;
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NodesInterval = TimeSpan.FromMilliseconds(200);

    private readonly MoveBook _book;
    private readonly BucketMoveRow _move;
    private readonly Shard _source;
    private readonly Shard _target;
    private readonly MoveFence _fence;
    private readonly BucketCopy _copy;
    private readonly TimeSpan _grace;
    private readonly ILogger _log;
    private long _beatAt;
    private bool _isCounting;

    // What the target has at least; known only to the process that copied it.
    private IReadOnlyDictionary<StreamId, long>? _versions;

    public BucketMover(MoveBook book, ShardRouter router, BucketMoveRow move, TimeSpan grace, ILogger log)
    {
        (_book, _move, _grace, _log) = (book, move, grace, log);
        (_source, _target) = (Find(router, move.SourceId), Find(router, move.TargetId));
        _fence = new MoveFence(move.Bucket, move.Epoch);
        _copy = new BucketCopy(_source, _target, move.Bucket, _fence, BeatAsync);
    }

    /// <summary>For how long writers may have to wait; a copy that does not get through in that time opens the fence and catches up again.</summary>
    public TimeSpan MaxFence { get; init; } = TimeSpan.FromSeconds(5);

    public MoveStep Step => _move.Step;

    /// <summary>True when nothing is to be done for a while; whoever takes the move up then goes on.</summary>
    public bool IsResting { get; private set; }

    /// <summary>From here on the shards refuse what an earlier process still wants to do.</summary>
    public async Task TakeOverAsync(CancellationToken ct)
    {
        await _fence.StampAsync(_source, ct);
        await _fence.StampAsync(_target, ct);
    }

    /// <summary>Does one step.</summary>
    public async Task AdvanceAsync(CancellationToken ct)
    {
        try
        {
            await (_move.IsUnwanted && _move.Step < MoveStep.Switched ? UndoAsync(ct) : StepAsync(ct));
        }
        catch (UnwantedException)
        {
            _move.IsUnwanted = true;
        }
    }

    private Task StepAsync(CancellationToken ct) =>
        _move.Step switch
        {
            MoveStep.Planned => PrepareAsync(ct),
            MoveStep.Copying => CopyAsync(ct),
            MoveStep.Fenced => FinishCopyAsync(ct),
            MoveStep.Verified => SwitchAsync(ct),
            MoveStep.Switched => WaitForNodesAsync(ct),
            MoveStep.Cleaning => CleanAsync(ct),
            _ => Task.CompletedTask,
        };

    private async Task PrepareAsync(CancellationToken ct)
    {
        await _fence.ArriveAsync(_target, ct);
        await _copy.PurgeAsync(_target, BucketState.Arriving, ct);
        (_move.Copied, _move.Total) = (0, await _copy.CountAsync(ct));
        await _book.StepAsync(_move, MoveStep.Copying, ct);
    }

    private async Task CopyAsync(CancellationToken ct)
    {
        // Taken before the copy: from here on only what has changed since is looked at again.
        var versions = await _copy.VersionsAsync(ct);
        _move.Copied = 0;
        _isCounting = true;
        var differed = await _copy.AllAsync(ct);
        _isCounting = false;
        for (var (round, before) = (0, int.MaxValue); round < MaxRounds && differed > FewRows && differed <= before * Shrinking; round++)
        {
            var now = await _copy.VersionsAsync(ct);
            before = differed;
            differed = await _copy.ChangesAsync(versions, now, ct) + await _copy.UnversionedAsync(ct);
            versions = now;
        }

        await _book.StepAsync(_move, MoveStep.Fenced, ct);
        _versions = versions;
    }

    private async Task FinishCopyAsync(CancellationToken ct)
    {
        if (_versions is not { } versions)
        {
            await ReopenAsync(ct);
            return;
        }

        var started = TimeProvider.System.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(MaxFence);
        _versions = null;
        try
        {
            await _fence.SetAsync(_source, BucketState.Open, BucketState.Fenced, patience.Token);
            await ProveEqualAsync(versions, patience.Token);
            await _book.StepAsync(_move, MoveStep.Verified, patience.Token);
            await SwitchAsync(started, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            _log.LogWarning("Bucket {Bucket} could not be finished within {Patience}: its writers go on, and the copy catches up again.", _move.Bucket, MaxFence);
            if (_move.Step == MoveStep.Fenced)
                await ReopenAsync(ct);
        }
    }

    // Nothing is written any more: whatever still differs is written once, and then nothing may differ.
    private async Task ProveEqualAsync(IReadOnlyDictionary<StreamId, long> versions, CancellationToken ct)
    {
        var last = await _copy.VersionsAsync(ct);
        await _copy.ChangesAsync(versions, last, ct);
        await _copy.UnversionedAsync(ct);
        await _copy.CountsAsync(ct);
        var differed = await _copy.ChangesAsync(versions, last, ct) + await _copy.UnversionedAsync(ct) + await _copy.CountsAsync(ct);
        if (differed > 0)
            throw new InvalidOperationException($"{differed} rows of bucket {_move.Bucket} differ between {_source.Name} and {_target.Name} after they were copied.");
    }

    // Closed, then forgotten by its process: how far the target is has to be found out again, and nobody should wait for that.
    private async Task ReopenAsync(CancellationToken ct)
    {
        await _fence.SetAsync(_source, BucketState.Fenced, BucketState.Open, ct);
        await _book.StepAsync(_move, MoveStep.Copying, ct);
    }

    private Task SwitchAsync(CancellationToken ct) => SwitchAsync(TimeProvider.System.GetTimestamp(), ct);

    // Open on the target before the map names it: writers who follow the map find it open.
    private async Task SwitchAsync(long started, CancellationToken ct)
    {
        await _fence.SetAsync(_target, BucketState.Arriving, BucketState.Open, ct);
        _move.FencedFor = (long)TimeProvider.System.GetElapsedTime(started).TotalMicroseconds;
        if (!await _book.SwitchAsync(_move, ct))
            throw new UnwantedException();
        _log.LogInformation(
            "Bucket {Bucket} is on {Target} by map {Version}; its writers waited {Milliseconds} ms.", _move.Bucket, _target.Name, _move.MapVersion, _move.FencedFor / 1000);
    }

    private async Task WaitForNodesAsync(CancellationToken ct)
    {
        while ((await _book.NodesAsync(ct)).Any(n => n.MapVersion is not { } version || version < _move.MapVersion))
        {
            await BeatAsync(0);
            await Task.Delay(NodesInterval, ct);
        }

        await _book.StepAsync(_move, MoveStep.Cleaning, ct);
        // Reads that began before, and relays that look back, may take a while: until then there is other work to do.
        if (_grace <= TimeSpan.Zero)
            return;
        await _book.RestAsync(_move, _grace, ct);
        IsResting = true;
    }

    private async Task CleanAsync(CancellationToken ct)
    {
        await _copy.PurgeAsync(_source, BucketState.Fenced, ct);
        await _fence.LeaveAsync(_source, BucketState.Fenced, ct);
        await EndAsync(MoveStep.Done, ct);
    }

    private async Task UndoAsync(CancellationToken ct)
    {
        if (_move.Step > MoveStep.Planned)
        {
            // The map never named the target: even where it was open, nobody has written there.
            await _fence.SetAsync(_target, BucketState.Open, BucketState.Arriving, ct);
            await _fence.SetAsync(_source, BucketState.Fenced, BucketState.Open, ct);
            await _copy.PurgeAsync(_target, BucketState.Arriving, ct);
        }

        await _fence.LeaveAsync(_target, BucketState.Arriving, ct);
        await EndAsync(MoveStep.Undone, ct);
    }

    private async Task EndAsync(MoveStep step, CancellationToken ct)
    {
        await _book.StepAsync(_move, step, ct);
        await _book.ReleaseAsync(_move, null, ct);
    }

    private async Task BeatAsync(int rows)
    {
        _move.Copied += _isCounting ? rows : 0;
        if (TimeProvider.System.GetElapsedTime(_beatAt) < BeatInterval)
            return;
        _beatAt = TimeProvider.System.GetTimestamp();
        if (await _book.RenewAsync(_move, CancellationToken.None) && !_move.IsUnwanted && _move.Step < MoveStep.Switched)
            throw new UnwantedException();
    }

    private static Shard Find(ShardRouter router, int id) =>
        router.All.FirstOrDefault(s => s.Id == id) ?? throw new StorageSettingsException($"A bucket is to be moved between shards, but the settings name no shard with the number {id}.");

    /// <summary>An administrator wants the move undone.</summary>
    private sealed class UnwantedException() : Exception("The move is not wanted any more.");
}
