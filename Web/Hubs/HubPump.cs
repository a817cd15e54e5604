using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Web.Hosting.Telemetry;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Web.Hubs;

/// <summary>Works off one client's queue, in order: live events, catching up, checks. One run per connection.</summary>
internal sealed class HubPump(IHubContext<EventsHub> hub, HubStreams streams, HubActors actors, HubPlaces places, HubTurns turns, Deliveries deliveries, CollabMetrics metrics)
{
    private const int MaxBatch = 100;

    // A program that takes nothing for so long is gone.
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the connection ends.</summary>
    public async Task RunAsync(HubClient client, CancellationToken ct)
    {
        var batch = new List<EventFrame>();
        // It ends when nothing comes any more: a token would have to be kept for each program that is silent.
        while (await client.Queue.WaitToReadAsync(CancellationToken.None))
        {
            while (!client.Overflowed && client.Queue.TryRead(out var work))
            {
                foreach (var frame in work is HubWork.Deliver deliver ? deliver.Frames : [])
                    await TakeAsync(client, frame, batch, ct);
                if (work is not HubWork.Deliver || batch.Count >= MaxBatch)
                    await FlushAsync(client, batch, ct);
                await DoAsync(client, work, ct);
            }

            await FlushAsync(client, batch, ct);
            if (client.Overflowed)
                await ResyncAsync(client, ct);
        }
    }

    /// <summary>Refuses what still waits when a client is gone or starts afresh.</summary>
    public void Refuse(HubClient client)
    {
        while (client.Queue.TryRead(out var work))
        {
            if (work is not HubWork.Start start)
                continue;
            streams.Forget(client, start.Stream);
            start.Done.TrySetResult(HubStreams.Busy());
        }
    }

    private Task DoAsync(HubClient client, HubWork work, CancellationToken ct) =>
        work switch
        {
            HubWork.Deliver => Task.CompletedTask,
            HubWork.Greet => GreetAsync(client, ct),
            HubWork.Tell { Of: { } stream } when client.Find(stream) is null => Task.CompletedTask,
            HubWork.Tell tell => SendAsync(client, tell.Method, tell.Argument, ct),
            HubWork.Start start => StartAsync(client, start, ct),
            HubWork.Seated seated => TellSeatedAsync(client, seated, ct),
            HubWork.Hide hide => Now(() => client.Find(hide.Stream)?.Hide(hide.Seqs, hide.IsHidden)),
            HubWork.Clear clear => Now(() => Clear(client, clear)),
            HubWork.Recheck => RecheckAsync(client, ct),
            _ => throw new InvalidOperationException($"Unknown work: {work.GetType().Name}."),
        };

    private static Task Now(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static void Clear(HubClient client, HubWork.Clear clear)
    {
        foreach (var subscription in client.Subscriptions.Where(s => s.Stream == clear.Place || s.Parent == clear.Place))
            subscription.Clear(clear.Cleared);
    }

    private async Task TakeAsync(HubClient client, EventFrame frame, List<EventFrame> batch, CancellationToken ct)
    {
        // Not started yet: the log that is read then has it. Sent already: the log had it.
        if (client.Find(frame.Event.Stream) is not { Last: { } last } subscription || frame.Event.Version <= last)
            return;
        if (await streams.RefusalAsync(client.Actor, subscription, ct) is { } refusal)
        {
            // Nothing is sent as long as the right to it cannot be read; the log has it afterwards.
            if (refusal is not Error.Unavailable)
                await EndAsync(client, subscription, ct);
            return;
        }

        if (frame.Event.FromVersion <= last + 1)
        {
            Advance(subscription, frame.Event);
            batch.Add(subscription.Sight is { } sight ? frame.For(sight) : frame);
            return;
        }

        // The bus has lost one: the log has it.
        await FlushAsync(client, batch, ct);
        await CatchUpOrEndAsync(client, subscription, last, ct);
    }

    private async Task StartAsync(HubClient client, HubWork.Start start, CancellationToken ct)
    {
        try
        {
            start.Done.TrySetResult(await BeginAsync(client, start, ct));
        }
#pragma warning disable CA1031 // A stream that cannot be read fails the call that asks for it, and nothing else that the program follows.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            start.Done.TrySetException(error);
        }

        client.Turn?.Follows();
    }

    private async Task<Result<Subscribed>> BeginAsync(HubClient client, HubWork.Start start, CancellationToken ct)
    {
        if (!(await streams.BeginAsync(client, start.Stream, ct)).TryGet(out var begun, out var error))
            return error;
        var (subscription, seat) = begun;
        var version = seat.Stream.Version;
        if (start.Since is null || start.Since == version)
        {
            // Nothing was missed, or nothing is asked for.
            subscription.Last = version;
            return new Subscribed(version, true);
        }

        var caughtUp = start.Since > version ? false : await CatchUpAsync(client, subscription, seat, start.Since.Value, ct);
        if (caughtUp.TryGet(out var isComplete, out error) && isComplete)
            return new Subscribed(subscription.Last ?? version, true);
        // The answer says it all: "unsubscribed" as well would make a program subscribe twice.
        streams.End(client, subscription);
        return error is null ? new Subscribed(version, false) : error;
    }

    // True when all was sent; false when events are no longer kept.
    private async Task<Result<bool>> CatchUpAsync(HubClient client, Subscription subscription, Seat? entered, long since, CancellationToken ct)
    {
        while (true)
        {
            if (!(await streams.ReadAsync(client, subscription, entered, since, ct)).TryGet(out var slice, out var error))
                return error;
            if (!slice.IsComplete)
                return false;
            foreach (var happened in slice.Events)
                Advance(subscription, happened);
            since = slice.Events is [.., var newest] ? newest.Version : since;
            subscription.Last = since;
            await FlushAsync(client, [.. slice.Events.Select(e => new EventFrame(e))], ct);
            if (slice.Events.Count < HubStreams.SliceEvents)
                return true;
            entered = null;
        }
    }

    // Ends what can no longer be followed. A store that is away leaves all as it is: when it is back the stream is looked
    // after again.
    private async Task CatchUpOrEndAsync(HubClient client, Subscription subscription, long since, CancellationToken ct)
    {
        var caughtUp = await CatchUpAsync(client, subscription, null, since, ct);
        if (caughtUp.Error is not Error.Unavailable && !(caughtUp.TryGet(out var isComplete, out _) && isComplete))
            await EndAsync(client, subscription, ct);
    }

    private async Task RecheckAsync(HubClient client, CancellationToken ct)
    {
        HubActors.Forget(client);
        if (await actors.FindAsync(client, ct) is null)
            return;
        if (client.MissesPlaces)
            await GreetAsync(client, ct);
        foreach (var subscription in client.Subscriptions)
        {
            if (subscription.Last is { } last)
                await CatchUpOrEndAsync(client, subscription, last, ct);
        }
    }

    // What is missing is sent when it can be read again: the whole list once more. A shard that is back says so; but it
    // may have been there all the while and only too busy, so the program is looked after in any case.
    private async Task GreetAsync(HubClient client, CancellationToken ct)
    {
        client.Turn?.Dispose();
        client.Turn = await turns.TakeAsync(client.Comer, ct);
        var list = await places.ListAsync(client, ct);
        client.Visit?.IsIn();
        client.Visit = null;
        client.MissesPlaces = list is null or { IsPartial: true };
        if (client.MissesPlaces)
            _ = GreetAgainAsync(client, ct);
        if (list is null || client.AwayTold?.SetEquals(list.Away) == true)
        {
            client.Turn.Dispose();
            return;
        }

        client.AwayTold = list.Away;
        await SendAsync(client, "places", list.Items, ct);
        client.Turn.Told(list.Items.Count(p => client.Find(p.Head.Id) is null));
        foreach (var place in list.Items)
            deliveries.Note(place, client.User);
    }

    private async Task GreetAgainAsync(HubClient client, CancellationToken ct)
    {
        if (client.WaitsForPlaces)
            return;
        client.WaitsForPlaces = true;
        try
        {
            await places.PauseAsync(client.Greetings++, ct);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        client.WaitsForPlaces = false;
        if (client.MissesPlaces)
            client.Offer(new HubWork.Greet());
    }

    private async Task TellSeatedAsync(HubClient client, HubWork.Seated seated, CancellationToken ct)
    {
        if ((await places.FindAsync(client.Actor, seated.Stream, ct)).TryGet(out var place, out var error))
            await SendAsync(client, "placeJoined", place, ct);
        else if (error is Error.Unavailable)
        {
            (client.MissesPlaces, client.AwayTold) = (true, null);
            _ = GreetAgainAsync(client, ct);
        }
    }

    private async Task EndAsync(HubClient client, Subscription subscription, CancellationToken ct)
    {
        streams.End(client, subscription);
        await SendAsync(client, "unsubscribed", new { stream = subscription.Stream }, ct);
    }

    private async Task ResyncAsync(HubClient client, CancellationToken ct)
    {
        metrics.HubResync();
        foreach (var subscription in client.Subscriptions)
            streams.End(client, subscription);
        Refuse(client);
        client.Overflowed = false;
        await SendAsync(client, "resync", null, ct);
        // What it was to be told of its places was dropped as well.
        client.AwayTold = null;
        client.Offer(new HubWork.Greet());
    }

    private static void Advance(Subscription subscription, DomainEvent happened)
    {
        subscription.Last = happened.Version;
        subscription.IsSmall = happened.Head.MemberCount <= StreamRules.MaxMembersForTyping;
    }

    private async Task FlushAsync(HubClient client, List<EventFrame> batch, CancellationToken ct)
    {
        if (batch.Count == 0)
            return;
        // Whoever only listens is looked after here: the check costs nothing while the last one is fresh.
        if (await actors.FindAsync(client, ct) is not null)
            await SendAsync(client, EventFrameProtocol.Events, batch, ct);
        batch.Clear();
    }

    private async Task SendAsync(HubClient client, string method, object? argument, CancellationToken ct)
    {
        var to = hub.Clients.Client(client.Connection);
        await (argument is null ? to.SendAsync(method, ct) : to.SendAsync(method, argument, ct)).WaitAsync(SendTimeout, ct);
    }
}
