using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// Tells of markers that moved: the first in a stream at once, then each stream at most once in a while, with everybody's
/// newest marker in one notice. Ten thousand who read the same message are some twenty notices and not ten thousand.
/// </summary>
internal sealed class MarkerNews : IAsyncDisposable
{
    private readonly IEventBus _bus;
    private readonly IReceiptPolicyStore _policies;
    private readonly MarkerPace _pace;
    private readonly ILogger<MarkerNews> _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Told> _streams = [];
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Task _worker;
    private bool _isEnding;

    public MarkerNews(IEventBus bus, IReceiptPolicyStore policies, MarkerPace pace, ILogger<MarkerNews> log)
    {
        (_bus, _policies, _pace, _log) = (bus, policies, pace, log);
        _worker = Task.Run(WorkAsync);
    }

    private static long Now => TimeProvider.System.GetElapsedTime(0).Ticks;

    public void Add(IEnumerable<StoredMarker> moved)
    {
        lock (_lock)
        {
            var wakes = false;
            foreach (var marker in moved)
            {
                if (!_streams.TryGetValue(marker.Stream, out var told))
                    _streams[marker.Stream] = told = new Told();
                wakes |= told.News.Count == 0;
                told.News[marker.User] = marker;
            }

            if (wakes && _wake.CurrentCount == 0)
                _wake.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (!_isEnding && _wake.CurrentCount == 0)
                _wake.Release();
            _isEnding = true;
        }

        await _worker;
        _wake.Dispose();
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            List<StoredMarker[]> due;
            TimeSpan sleep;
            lock (_lock)
            {
                (due, sleep) = Take(Now);
                if (due.Count == 0 && _isEnding)
                    return;
            }

            if (due.Count > 0)
                await TellAsync(due);
            else
                await _wake.WaitAsync(sleep);
        }
    }

    private (List<StoredMarker[]> Due, TimeSpan Sleep) Take(long now)
    {
        var due = new List<StoredMarker[]>();
        var next = long.MaxValue;
        foreach (var (stream, told) in _streams)
        {
            if (told.NextAt > now && !_isEnding)
            {
                next = Math.Min(next, told.NextAt);
            }
            else if (told.News.Count == 0)
            {
                // Quiet for so long that its next news goes out at once, as that of any other stream.
                _streams.Remove(stream);
            }
            else
            {
                due.Add([.. told.News.Values]);
                told.News.Clear();
                told.NextAt = now + _pace.Stream.Ticks;
                next = Math.Min(next, told.NextAt);
            }
        }

        return (due, next == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, next - now)));
    }

    private async Task TellAsync(List<StoredMarker[]> due)
    {
        try
        {
            var policy = await PolicyAsync();
            await _bus.PublishAsync(
                [.. due.SelectMany(markers => markers.Chunk(MarkersMoved.MaxMarkers)).Select(markers => NoticeOf(markers, policy))], CancellationToken.None);
        }
#pragma warning disable CA1031 // News may be lost; the next ones are told all the same.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _log.LogWarning(error, "News of read markers could not be told.");
        }
    }

    // Without knowing the policy, others are told nothing.
    private async Task<ReceiptPolicy?> PolicyAsync()
    {
        try
        {
            return await _policies.FindAsync(CancellationToken.None);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    private static MarkersMoved NoticeOf(StoredMarker[] markers, ReceiptPolicy? policy) =>
        new(markers[0].Stream, [.. markers.Select(m => MarkerOf(m, policy))], ShownOf(markers[^1], policy));

    private static ReadMarker MarkerOf(StoredMarker marker, ReceiptPolicy? policy) =>
        new(marker.User, marker.State.LastReadSeq, marker.State.Unread, marker.State.Mentions,
            marker.Kind is StreamKind.Direct or StreamKind.Group ? marker.DeliveredSeq : 0,
            marker.Standing == ReceiptStanding.Shares || (marker.Standing == ReceiptStanding.OptedOut && policy is { AllowsOptOut: false }));

    // In a chat of two each is the author of all that the other may have read.
    private static MarkersShown ShownOf(StoredMarker newest, ReceiptPolicy? policy) =>
        policy?.Audience switch
        {
            ReceiptAudience.Everyone when newest.Kind is StreamKind.Direct or StreamKind.Group || newest.Members <= ListReadPositions.MaxMembers => MarkersShown.Readers,
            ReceiptAudience.Everyone => MarkersShown.Counts,
            ReceiptAudience.AuthorAndManagers when newest.Kind == StreamKind.Direct => MarkersShown.Readers,
            _ => MarkersShown.Nothing,
        };

    private sealed class Told
    {
        public Dictionary<UserId, StoredMarker> News { get; } = [];

        public long NextAt { get; set; } = long.MinValue;
    }
}
