using Collab.Domain.Messages;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Web.Hubs;

/// <summary>
/// The live connection of a program. It receives <c>places</c> once, then what it subscribes to: <c>events</c> (arrays, in
/// the order of each stream's version, without gaps), <c>typing</c>, <c>read</c>, <c>placeJoined</c>, <c>placeLeft</c>,
/// <c>presence</c> (of the people whom it follows), <c>peopleUnfollowed</c> (follow them again), <c>unsubscribed</c> (the right to read was lost), <c>resync</c> (it read too slowly: subscribe again from the last
/// version seen), <c>draining</c> (connect again elsewhere).
/// </summary>
internal sealed class EventsHub(HubConnections connections, HubStreams streams, HubActors actors, HubFanout fanout, HubPeople people, IRateLimits limits) : Hub
{
    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        var came = Context.GetHttpContext()?.Features;
        if (came?.Get<Caller>() is not { } caller || Context.User is not { } principal
            || !connections.Open(Context.ConnectionId, principal, caller.Actor, Context.Abort, came.Get<HubDoor.Visit>(), Context.ConnectionAborted))
            Context.Abort();
        return base.OnConnectedAsync();
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Close(Context.ConnectionId, fanout);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Follows a stream: sends what happened since a version, then what happens. Without a version it begins now.</summary>
    public Task<HubAnswer<Subscribed>> Subscribe(string stream, long? sinceVersion) =>
        AnswerAsync(stream, (client, _, id) => streams.SubscribeAsync(client, id, sinceVersion, Context.ConnectionAborted));

    /// <summary>Follows a stream no more.</summary>
    public void Unsubscribe(string stream)
    {
        if (StreamId.TryParse(stream, null, out var id) && connections.Find(Context.ConnectionId) is { } client && client.Find(id) is { } subscription)
            streams.End(client, subscription);
    }

    /// <summary>Follows people, and nobody else, at most 200; answers how each can be reached now. Those whom one may not know of are passed over.</summary>
    public async Task<HubAnswer<PeopleFollowed>> FollowPeople(IReadOnlyList<string> wanted)
    {
        if (connections.Find(Context.ConnectionId) is not { } client || await actors.FindAsync(client, Context.ConnectionAborted) is not { } actor)
            return HubAnswer<PeopleFollowed>.Refused(new Error.NotFound());
        if (!limits.Take(actor.User, RateKind.Read).TryGet(out _, out var error))
            return HubAnswer<PeopleFollowed>.Refused(error);
        return HubAnswer<PeopleFollowed>.Of(await Outages.GuardAsync(() => people.FollowAsync(client, actor, wanted, Context.ConnectionAborted)));
    }

    /// <summary>Posts a message; the same client key again returns the same message.</summary>
    public Task<HubAnswer<MessageView>> Post(string stream, string? text, string? clientKey, PostMessage postMessage, IIdSource ids) =>
        AnswerAsync(
            stream,
            (client, actor, id) => Touched(client, postMessage).ExecuteAsync(
                new PostMessageRequest(actor, id, text, clientKey ?? ids.Next<MessageId>().ToString()), Context.ConnectionAborted));

    /// <summary>Moves the read marker forward.</summary>
    public Task<HubAnswer<ReadState>> MarkRead(string stream, long seq, MarkRead markRead) =>
        AnswerAsync<ReadState>(stream, async (client, actor, id) =>
            limits.Take(actor.User, RateKind.Read).TryGet(out _, out var error)
                ? await Touched(client, markRead).ExecuteAsync(new MarkReadRequest(actor, id, seq), Context.ConnectionAborted)
                : error);

    /// <summary>Tells a small stream that one is typing; at most every three seconds.</summary>
    public Task<HubAnswer<Told>> Typing(string stream, SignalTyping typing) =>
        AnswerAsync<Told>(stream, async (client, actor, id) =>
        {
            if (!limits.Take(actor.User, RateKind.Read).TryGet(out _, out var error)
                || !(await Touched(client, typing).ExecuteAsync(actor, id, Context.ConnectionAborted)).TryGet(out _, out error))
                return error;
            return Told.Value;
        });

    // Whoever writes, reads or types is at her device.
    private static TUse Touched<TUse>(HubClient client, TUse use)
    {
        client.Online?.Touch();
        return use;
    }

    private async Task<HubAnswer<T>> AnswerAsync<T>(string? stream, Func<HubClient, Actor, StreamId, Task<Result<T>>> act)
        where T : class
    {
        if (connections.Find(Context.ConnectionId) is not { } client || await actors.FindAsync(client, Context.ConnectionAborted) is not { } actor)
            return HubAnswer<T>.Refused(new Error.NotFound());
        // What is not an id is as little there as an id that nothing has.
        return StreamId.TryParse(stream, null, out var id) ? HubAnswer<T>.Of(await Outages.GuardAsync(() => act(client, actor, id))) : HubAnswer<T>.Refused(new Error.NotFound());
    }

    /// <summary>The empty answer.</summary>
    internal sealed record Told
    {
        /// <summary>The one value.</summary>
        public static readonly Told Value = new();
    }
}
