using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Web.Hosting.Settings;
using Collab.Web.Realtime;

namespace Collab.Web.Hubs;

/// <summary>Begins, checks and ends subscriptions, each time through the one door to streams.</summary>
internal sealed class HubStreams(StreamAccess access, CatchUp catchUp, HubFanout fanout, CollabOptions options, TimeProvider time) : IDisposable
{
    /// <summary>
    /// Most events of one slice. It is kept until the program has taken it, and when events are lost everybody on a node
    /// asks for one at once: of long messages five hundred would be six megabytes each.
    /// </summary>
    public const int SliceEvents = 100;

    private const int SlicesAtOnce = 8;

    // Whoever reads without a seat of her own is asked again this often; a lost seat is told by an event.
    private static readonly TimeSpan VerifiedFor = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _slices = new(SlicesAtOnce);

    /// <inheritdoc />
    public void Dispose() => _slices.Dispose();

    /// <summary>
    /// Queues a subscription. It follows the stream first and reads the log afterwards, so nothing falls between: what
    /// comes in the meantime is in the log that is read then.
    /// </summary>
    public async Task<Result<Subscribed>> SubscribeAsync(HubClient client, Actor actor, StreamId stream, long? since, CancellationToken ct)
    {
        if (since < 0)
            return new Error.Invalid("cursor.invalid", "A version is not negative.", "sinceVersion");
        if (client.SubscriptionCount >= options.Hub.Subscriptions && client.Find(stream) is null)
            return new Error.Conflict("hub.too_many_subscriptions", $"One connection follows at most {options.Hub.Subscriptions} streams.");
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        var subscription = new Subscription(seat.Stream, seat.IsMember, time.GetTimestamp());
        client.Begin(subscription);
        fanout.Follow(stream, client);
        var done = new TaskCompletionSource<Result<Subscribed>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!client.Offer(new HubWork.Start(subscription, since, done)))
        {
            End(client, subscription);
            return Busy();
        }

        return await done.Task.WaitAsync(ct);
    }

    /// <summary>The stream's newest version, while the actor may read it.</summary>
    public Task<Result<long>> HeadAsync(HubClient client, Subscription subscription, CancellationToken ct) => HeadNowAsync(client.Actor, subscription, ct);

    /// <summary>The next run of missed events, while the actor may read them.</summary>
    public async Task<Result<EventSlice>> ReadAsync(HubClient client, Subscription subscription, long since, CancellationToken ct)
    {
        await _slices.WaitAsync(ct);
        try
        {
            return await Outages.GuardAsync(() => catchUp.ExecuteAsync(client.Actor, subscription.Stream, since, SliceEvents, ct));
        }
        finally
        {
            _slices.Release();
        }
    }

    /// <summary>Null when the right to read is known to be there, or was just found to be; else why not. Who is here already waits behind nobody who comes.</summary>
    public async Task<Error?> RefusalAsync(Actor actor, Subscription subscription, CancellationToken ct) =>
        subscription.HasOwnSeat || time.GetElapsedTime(subscription.VerifiedAt) < VerifiedFor ? null : (await HeadNowAsync(actor, subscription, ct)).Error;

    /// <summary>Ends a subscription.</summary>
    public void End(HubClient client, Subscription subscription)
    {
        client.End(subscription);
        fanout.Unfollow(subscription.Stream, client);
    }

    /// <summary>The answer when too much waits already.</summary>
    public static Error.Unavailable Busy() => new("hub.busy", "Too much is waiting for this connection. Read what was sent, then subscribe again.");

    private async Task<Result<long>> HeadNowAsync(Actor actor, Subscription subscription, CancellationToken ct)
    {
        if (!(await Outages.GuardAsync(() => access.EnterAsync(actor, subscription.Stream, ct))).TryGet(out var seat, out var error))
            return error;
        subscription.VerifiedAt = time.GetTimestamp();
        return seat.Stream.Version;
    }
}
