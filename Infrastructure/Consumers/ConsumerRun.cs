using Collab.Domain.Consumers;
using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Consumers;

/// <summary>One consumer on one shard, on this node.</summary>
internal sealed class ConsumerRun(Shard shard, IEventConsumer consumer, ConsumerParts parts)
{
    private const int Lanes = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ConsumerRows _rows = new(parts, consumer.Name);
    private readonly Delivery _delivery = new(shard, consumer, parts.Time);
    private Task _work = Task.CompletedTask;
    private int _outages;
    private DateTimeOffset _restsUntil;
    private string? _outage;

    public string Name => consumer.Name;

    public ConsumerLease Lease { get; } = new(shard, consumer.Name);

    public Backlog Backlog { get; } = new();

    /// <summary>True while not every stream has been compared with its cursor since this node took over.</summary>
    public bool IsCatchingUp { get; set; }

    /// <summary>The work that is going on; done when there is none.</summary>
    public Task Work => _work;

    public ConsumerReport Report => new(Condition, Backlog.Count, Backlog.OldestAt, _outage);

    private ConsumerCondition Condition =>
        _outage is not null ? ConsumerCondition.Stopped
        : Backlog.HasFailures ? ConsumerCondition.Retrying
        : IsCatchingUp ? ConsumerCondition.CatchingUp
        : ConsumerCondition.Current;

    /// <summary>Something has happened: noted when the consumer wants it. What it does not want, the sweep passes over.</summary>
    public void Note(Occurrence occurrence)
    {
        if (_delivery.Wants(occurrence.Kind) is true or null)
            Backlog.Add(occurrence.Stream, occurrence.At);
    }

    /// <summary>Begins to work off what waits, unless that is going on already.</summary>
    public void Start(IReadOnlyList<ParkedEventRow> retries, CancellationToken ct)
    {
        if (_work.IsCompleted && parts.Time.GetUtcNow() >= _restsUntil)
            _work = Task.Run(() => WorkAsync(retries, ct), CancellationToken.None); // so that it is never a cancelled task
    }

    private async Task WorkAsync(IReadOnlyList<ParkedEventRow> retries, CancellationToken ct)
    {
        try
        {
            foreach (var parked in retries.TakeWhile(_ => Lease.IsHeld))
                await RetryAsync(parked, ct);
            await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => LaneAsync(ct)));
            (_outages, _outage) = (0, null);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops; whoever is next goes on from the cursors.
        }
#pragma warning disable CA1031 // Whatever it is, the consumer goes on when it is over; a fault of an event does not come this far.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Rest(error);
        }
    }

    private async Task LaneAsync(CancellationToken ct)
    {
        while (Lease.IsHeld && Backlog.Take(parts.Time.GetUtcNow()) is { } streams)
        {
            var bucket = streams.Keys.First().Bucket;
            var turn = new ConsumerTurn(shard, consumer, _rows, parts);
            var isOver = false;
            try
            {
                // A bucket that has moved is the affair of its new shard.
                if (parts.Router.Owns(shard, bucket))
                    await turn.RunAsync(bucket, streams, ct);
                isOver = true;
            }
            finally
            {
                // An outage may have hit anything in between: all of them come again, with what was learnt of them.
                Backlog.GiveBack(bucket, streams, isOver ? turn.Left : streams.ToDictionary(s => s.Key, s => turn.Left.GetValueOrDefault(s.Key, s.Value)));
            }

            foreach (var parked in turn.Parked)
                parts.Log.LogError("{Consumer} could not take version {Version} of stream {Stream}: {Error}. It is parked.", Name, parked.Version, parked.StreamId, parked.Error);
        }
    }

    private async Task RetryAsync(ParkedEventRow parked, CancellationToken ct)
    {
        var row = await shard.Database.ReadAsync(
            c => c.Outbox.SingleOrDefaultAsync(o => o.Bucket == parked.Bucket && o.StreamId == parked.StreamId && o.Version == parked.Version, ct), ct);
        try
        {
            if (row is null && parked.Kind != ConsumerRows.RebuildKind)
                throw new UnreadableEventException("The event is not kept any more.");
            await _delivery.HandOverAsync(parked.StreamId, row is null ? [] : [row], isComplete: row is not null, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException && !EventFaults.IsOutage(error))
        {
            await _rows.FailAgainAsync(parked, EventFaults.Describe(error), ct);
            return;
        }

        await _rows.UnparkAsync(parked, ct);
    }

    private void Rest(Exception error)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(_outages++, 10)), LongestPause.TotalSeconds));
        _restsUntil = parts.Time.GetUtcNow() + pause;
        _outage = EventFaults.Describe(error);
        if (_outages == 1)
            parts.Log.LogWarning(error, "{Consumer} has to stop on shard {Shard}; it goes on when what it needs is back.", Name, shard.Name);
    }
}
