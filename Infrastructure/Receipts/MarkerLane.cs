using System.Data.Common;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// The writer of one shard's markers: what comes in between two transactions goes into the next one, each person's newest
/// marker as one row. Nobody is answered before the commit, so what was answered is stored (law 8).
/// </summary>
internal sealed class MarkerLane : IAsyncDisposable
{
    private const int Attempts = 6;
    private static readonly Error Busy = new Error.Unavailable("busy", "Too many markers are waiting to be stored. Try again in a moment.");

    private readonly Shard _shard;
    private readonly MarkerNews _news;
    private readonly ExactPlaces _exact;
    private readonly KeptTimes _times;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly MarkerGroup _group;
    private readonly MarkerQueue _queue;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Task _worker;
    private bool _isEnding;
    private long _sleepsUntil = long.MinValue;

    public MarkerLane(Shard shard, MarkerNews news, ExactPlaces exact, KeptTimes times, MarkerPace pace, TimeProvider time, ILogger log)
    {
        (_shard, _news, _exact, _times, _time, _log) = (shard, news, exact, times, time, log);
        _group = new MarkerGroup(shard.Database.Sql);
        _queue = new MarkerQueue(pace);
        _worker = Task.Run(WorkAsync);
    }

    // The pace is the machine's, whatever the clock says that markers are dated by.
    private static long Now => TimeProvider.System.GetElapsedTime(0).Ticks;

    public Task<Result<ReadState>> MoveAsync(Seat seat, long seq, MarkerMove move, CancellationToken ct)
    {
        _shard.Database.Reach.Check();
        Task<Result<ReadState>>? done;
        lock (_lock)
        {
            done = _isEnding ? null : _queue.Move(seat.Stream.Id, seat.Actor.User, (seq, move, seat.Membership?.UnreadMarks ?? 0), Now);
            WakeIfDue();
        }

        return done?.WaitAsync(ct) ?? Task.FromResult<Result<ReadState>>(Busy);
    }

    public void Deliver(StreamId stream, UserId user, long seq)
    {
        lock (_lock)
        {
            if (_isEnding)
                return;
            _queue.Deliver(stream, user, seq, Now);
            WakeIfDue();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // More than one may hold it, and end it.
        lock (_lock)
        {
            if (!_isEnding)
                Wake();
            _isEnding = true;
        }

        await _worker;
        _wake.Dispose();
    }

    // Only when it would sleep too long: a crowd must not wake it for each of its members.
    private void WakeIfDue()
    {
        if (_queue.NextAt(Now) is { } at && at < _sleepsUntil)
            Wake();
    }

    private void Wake()
    {
        _sleepsUntil = long.MinValue;
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            List<PendingMarker> group;
            TimeSpan? sleep = null;
            lock (_lock)
            {
                var now = Now;
                group = _queue.Take(now, all: _isEnding);
                if (group.Count == 0)
                {
                    if (_isEnding)
                        return;
                    var next = _queue.NextAt(now);
                    _sleepsUntil = next ?? long.MaxValue;
                    sleep = next is { } at ? TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, at - now)) : Timeout.InfiniteTimeSpan;
                }
            }

            if (sleep is { } pause)
                await _wake.WaitAsync(pause);
            else
                await StoreAsync(group);
        }
    }

    private async Task StoreAsync(List<PendingMarker> group)
    {
        try
        {
            await CommitAsync(group);
        }
        catch (Exception error) when (NoRoom.Is(error))
        {
            _log.LogError("The shard {Shard} has no room left: its disk is full.", _shard.Name);
            foreach (var marker in group)
                marker.Complete(NoRoom.Refusal);
        }
        catch (Exception error) when (group.Count > 1 && error is DbException and not ({ IsTransient: true } or DatabaseAwayException))
        {
            // One of them is to blame: alone, each fails or succeeds by itself.
            _log.LogWarning("A group of {Count} markers failed on {Shard} and is stored one by one: {Error}", group.Count, _shard.Name, error.GetType().Name);
            foreach (var marker in group)
                await StoreAsync([marker]);
        }
#pragma warning disable CA1031 // The lane serves everybody: whatever failed goes to those who wait for it, and the lane goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var marker in group)
                marker.Fail(error);
        }
    }

    private async Task CommitAsync(List<PendingMarker> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await CountCallsAsync(await AttemptAsync(group));
                foreach (var (marker, result) in results)
                    marker.Complete(result.TryGet(out var stored, out var error) ? stored.State : error);
                _news.Add(results.Where(r => r.Result is { IsOk: true, Value.HasMoved: true }).Select(r => r.Result.Value));
                return;
            }
            catch (Exception error) when (attempt < Attempts && Database<ShardContext>.IsTransient(error))
            {
                await Task.Delay(Random.Shared.Next(1, 5 * attempt));
            }
        }
    }

    // Whom groups and keywords call stands in the directory, and few have hidden anything: those are counted after the commit. Should that fail,
    // the group is stored once more: it does the same.
    private async Task<IReadOnlyList<(PendingMarker Marker, Result<StoredMarker> Result)>> CountCallsAsync(IReadOnlyList<(PendingMarker Marker, Result<StoredMarker> Result)> results)
    {
        if (!results.Any(r => r.Result is { IsOk: true, Value.IsRough: true }))
            return results;
        return await Task.WhenAll(results.Select(async r =>
            r.Result.TryGet(out var stored, out _) && stored.IsRough
                ? (r.Marker, stored with { State = await _exact.CountAsync(stored.User, stored.Stream, stored.State, stored.HasHidden) })
                : r));
    }

    private async Task<IReadOnlyList<(PendingMarker Marker, Result<StoredMarker> Result)>> AttemptAsync(List<PendingMarker> group)
    {
        var keepsTimes = await _times.AreKeptAsync();
        var writer = _shard.Database.Writer;
        if (writer is not null)
            await writer.WaitAsync();
        try
        {
            // Done again after a lost connection it does the same: markers only move on, and back to where they were.
            return await _shard.Database.CommandAsync((connection, _, lost) => _group.StoreAsync(connection, group, _time.GetUtcNow().Stored(), keepsTimes, lost));
        }
        finally
        {
            writer?.Release();
        }
    }
}
