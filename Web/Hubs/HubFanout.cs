using System.Collections.Concurrent;
using Collab.Domain.People;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Hubs;

/// <summary>Takes notices off the bus, once per node, and puts each into the queues of the programs that may have it.</summary>
internal sealed class HubFanout(IEventBus bus, HubClients clients) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<StreamId, HashSet<HubClient>> _followers = new();
    private IDisposable? _subscription;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe(OnNotice, OnGap);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _subscription?.Dispose();

    /// <summary>From now on the client gets the stream's events.</summary>
    public void Follow(StreamId stream, HubClient client)
    {
        while (true)
        {
            var followers = _followers.GetOrAdd(stream, _ => []);
            lock (followers)
            {
                // The last follower may have left just now and taken the set along.
                if (!_followers.TryGetValue(stream, out var current) || current != followers)
                    continue;
                followers.Add(client);
                return;
            }
        }
    }

    /// <summary>From now on it does not, unless it has begun to follow again.</summary>
    public void Unfollow(StreamId stream, HubClient client)
    {
        if (!_followers.TryGetValue(stream, out var followers))
            return;
        lock (followers)
        {
            if (client.Find(stream) is null)
                followers.Remove(client);
            if (followers.Count == 0)
                _followers.TryRemove(stream, out _);
        }
    }

    private void OnNotice(Notice notice)
    {
        switch (notice)
        {
            case MembersLeft left:
                // Ended before anything else is queued, the event itself included.
                EndFor(left);
                Deliver(left);
                break;
            case MembersJoined joined:
                Deliver(joined);
                TellSeated(joined);
                break;
            case DomainEvent happened:
                Deliver(happened);
                break;
            case TypingSignal typing:
                Each(typing.Stream, client => client.OfferState("typing", typing, typing.Stream, from: typing.User));
                break;
            case ReadSignal read:
                TellRead(read);
                break;
            case PlaceSignal arranged:
                foreach (var client in clients.Of(arranged.User))
                    client.OfferState("place", arranged, null, from: null);
                break;
            case PreferenceSignal preferred:
                foreach (var client in clients.Of(preferred.User))
                    client.OfferState("preference", preferred, null, from: null);
                break;
            case SessionsEndedSignal ended:
                foreach (var client in clients.Of(ended.User))
                    client.EndSession(ended);
                break;
            default:
                // Presence is asked for, not followed here.
                break;
        }
    }

    private void OnGap()
    {
        foreach (var client in clients.All)
            client.Offer(new HubWork.Recheck());
    }

    private void Deliver(DomainEvent happened)
    {
        var frame = new EventFrame(happened);
        var work = new HubWork.Deliver(happened, frame);
        Each(happened.Stream, client => client.Offer(work));
    }

    private void EndFor(MembersLeft left)
    {
        foreach (var user in left.Users)
        {
            foreach (var client in clients.Of(user))
            {
                foreach (var ended in client.EndWithin(left.Stream))
                    Unfollow(ended, client);
                client.Offer(new HubWork.Tell("placeLeft", new PlaceLeft(left.Stream), null));
            }
        }
    }

    private void TellSeated(MembersJoined joined)
    {
        // Threads are no places of the sidebar.
        if (joined.Head.Kind == StreamKind.Thread)
            return;
        foreach (var user in joined.Users)
        {
            foreach (var client in clients.Of(user))
                client.Offer(new HubWork.Seated(joined.Stream));
        }
    }

    // One's own devices learn what is left unread; others only how far one has read.
    private void TellRead(ReadSignal read)
    {
        foreach (var client in clients.Of(read.User))
            client.OfferState("read", read, null, from: null);
        var shown = new MarkerMoved(read.Stream, read.User, read.LastReadSeq);
        Each(read.Stream, client => client.OfferState("read", shown, read.Stream, from: read.User));
    }

    private void Each(StreamId stream, Action<HubClient> act)
    {
        if (!_followers.TryGetValue(stream, out var followers))
            return;
        lock (followers)
        {
            foreach (var client in followers)
                act(client);
        }
    }

    private sealed record PlaceLeft(StreamId Stream);

    private sealed record MarkerMoved(StreamId Stream, UserId User, long LastReadSeq);
}
