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

    /// <summary>Queues a subscription; the pump begins it (<see cref="BeginAsync"/>).</summary>
    public async Task<Result<Subscribed>> SubscribeAsync(HubClient client, StreamId stream, long? since, CancellationToken ct)
    {
        if (since < 0)
            return new Error.Invalid("cursor.invalid", "A version is not negative.", "sinceVersion");
        var before = client.Find(stream);
        if (client.SubscriptionCount >= options.Hub.Subscriptions && before is null)
            return new Error.Conflict("hub.too_many_subscriptions", $"One connection follows at most {options.Hub.Subscriptions} streams.");
        // What still waits for the one before is in the log from which the new one begins: it must not come twice.
        if (before is not null)
            client.End(before);
        var done = new TaskCompletionSource<Result<Subscribed>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!client.Offer(new HubWork.Start(stream, since, done)))
        {
            Forget(client, stream);
            return Busy();
        }

        return await done.Task.WaitAsync(ct);
    }

    /// <summary>
    /// Begins a subscription. It follows the stream first and enters it afterwards, so nothing falls between: what comes
    /// from then on waits in the queue, and what came before is no newer than the head that was found.
    /// </summary>
    public async Task<Result<(Subscription Subscription, Seat Seat)>> BeginAsync(HubClient client, StreamId stream, CancellationToken ct)
    {
        fanout.Follow(stream, client);
        try
        {
            while (true)
            {
                var leavings = client.Leavings;
                if (!(await Outages.GuardAsync(() => EnterAsync(client.Actor, stream, ct))).TryGet(out var entered, out var error))
                    return error;
                var (seat, sight) = entered;
                var subscription = new Subscription(seat.Stream, seat.IsMember, time.GetTimestamp()) { Sight = sight };
                client.Begin(subscription);
                if (!client.IsGone && client.Leavings == leavings)
                    return (subscription, seat);
                // She has left a place meanwhile, and there was nothing yet that could be ended: it may have been this one.
                client.End(subscription);
                if (client.IsGone)
                    return Busy();
            }
        }
        finally
        {
            Forget(client, stream);
        }
    }

    /// <summary>The next run of missed events, while the actor may read them.</summary>
    /// <param name="client">Whose program it is.</param>
    /// <param name="subscription">What it follows.</param>
    /// <param name="entered">Her seat, when it was found a moment ago; null to find it first.</param>
    /// <param name="since">The version after which it begins.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<EventSlice>> ReadAsync(HubClient client, Subscription subscription, Seat? entered, long since, CancellationToken ct)
    {
        var turn = _slices.WaitAsync(ct);
        // Whoever had to wait may have lost her seat meanwhile: it is looked for again.
        if (!turn.IsCompletedSuccessfully)
            entered = null;
        await turn;
        try
        {
            return await Outages.GuardAsync(() => ReadOnAsync(client.Actor, subscription, entered, since, ct));
        }
        finally
        {
            _slices.Release();
        }
    }

    /// <summary>Null when the right to read is known to be there, or was just found to be; else why not. Who is here already waits behind nobody who comes.</summary>
    public async Task<Error?> RefusalAsync(Actor actor, Subscription subscription, CancellationToken ct) =>
        subscription.HasOwnSeat || time.GetElapsedTime(subscription.VerifiedAt) < VerifiedFor ? null : await VerifyAsync(actor, subscription, ct);

    /// <summary>Ends a subscription.</summary>
    public void End(HubClient client, Subscription subscription)
    {
        client.End(subscription);
        Forget(client, subscription.Stream);
    }

    /// <summary>The stream's events need not come any more, unless there is a subscription.</summary>
    public void Forget(HubClient client, StreamId stream) => fanout.Unfollow(stream, client);

    /// <summary>The answer when too much waits already.</summary>
    public static Error.Unavailable Busy() => new("hub.busy", "Too much is waiting for this connection. Read what was sent, then subscribe again.");

    private async Task<Result<(Seat Seat, EventSight? Sight)>> EnterAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        return (seat, await catchUp.LookAsync(seat, ct));
    }

    private async Task<Result<EventSlice>> ReadOnAsync(Actor actor, Subscription subscription, Seat? entered, long since, CancellationToken ct)
    {
        if (entered is null)
        {
            if (!(await EnterAsync(actor, subscription.Stream, ct)).TryGet(out var again, out var error))
                return error;
            // That she hid something, or brought it back, may be among what was lost.
            (entered, subscription.Sight) = again;
        }

        return await catchUp.ContinueAsync(entered, since, SliceEvents, ct);
    }

    private async Task<Error?> VerifyAsync(Actor actor, Subscription subscription, CancellationToken ct)
    {
        if (!(await Outages.GuardAsync(() => access.EnterAsync(actor, subscription.Stream, ct))).TryGet(out _, out var error))
            return error;
        subscription.VerifiedAt = time.GetTimestamp();
        return null;
    }
}
