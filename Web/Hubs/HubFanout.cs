using System.Collections.Concurrent;
using Collab.Domain.Confirmations;
using Collab.Domain.Contacts;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.People;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.TownHalls;
using Collab.Web.TownHalls;

namespace Collab.Web.Hubs;

/// <summary>Takes notices off the bus, once per node, and puts each into the queues of the programs that may have it.</summary>
internal sealed class HubFanout(LiveEvents live, IViewers viewers, HubClients clients, Deliveries deliveries, HubPace pace, TimeProvider time) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<StreamId, HashSet<HubClient>> _followers = new();
    private readonly Portions<HubClient> _portions = new(time);
    private IDisposable? _subscription;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = live.Subscribe(OnNotices, OnGap, Receivers);
        viewers.Changed += TellWatching;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        viewers.Changed -= TellWatching;
        _subscription?.Dispose();
        _portions.Dispose();
    }

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
                if (followers.Add(client))
                    viewers.Come(stream);
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
            if (client.Find(stream) is null && followers.Remove(client))
                viewers.Go(stream);
            if (followers.Count == 0)
                _followers.TryRemove(stream, out _);
        }
    }

    private int Receivers(StreamId stream) => _followers.TryGetValue(stream, out var followers) ? followers.Count : 0;

    // What comes together is one stream's, and goes out together.
    private void OnNotices(IReadOnlyList<Notice> notices)
    {
        if (notices.Count > 1 && !notices.Any(n => n is MembersJoined or MembersLeft))
            Deliver([.. notices.Cast<DomainEvent>()]);
        else
            Array.ForEach([.. notices], OnNotice);
    }

    private void OnNotice(Notice notice)
    {
        switch (notice)
        {
            case MembersLeft left:
                // Ended before anything else is queued, the event itself included.
                EndFor(left);
                Deliver([left]);
                break;
            case MembersJoined joined:
                Deliver([joined]);
                TellSeated(joined);
                break;
            case DomainEvent happened:
                Deliver([happened]);
                break;
            case TypingSignal typing:
                Each(typing.Stream, client => client.OfferState("typing", typing, typing.Stream, from: typing.User));
                break;
            case MarkersMoved moved:
                TellRead(moved);
                break;
            case ConfirmedSignal confirmed:
                foreach (var client in clients.Of(confirmed.User).Concat(clients.Of(confirmed.Author)))
                    client.OfferState("confirmed", confirmed, null, from: null);
                break;
            case PlaceSignal arranged:
                foreach (var client in clients.Of(arranged.User))
                    client.OfferState("place", arranged, null, from: null);
                break;
            case CallSubjectsSignal called:
                foreach (var client in clients.Of(called.User))
                    client.OfferState("calls", called, null, from: null);
                break;
            case PreferenceSignal preferred:
                foreach (var client in clients.Of(preferred.User))
                    client.OfferState("preference", preferred, null, from: null);
                break;
            case FavouriteSignal favourite:
                foreach (var client in clients.Of(favourite.User))
                    client.OfferState("favourite", favourite, null, from: null);
                break;
            case SavedSignal saved:
                foreach (var client in clients.Of(saved.User))
                    client.OfferState("saved", saved, null, from: null);
                break;
            case HiddenSignal hidden:
                foreach (var client in clients.Of(hidden.User))
                {
                    client.Offer(new HubWork.Hide(hidden.Stream, hidden.Seqs, hidden.IsHidden));
                    client.OfferState("hidden", hidden, null, from: null);
                }

                break;
            case HistoryClearedSignal cleared:
                foreach (var client in clients.Of(cleared.User))
                {
                    client.Offer(new HubWork.Clear(cleared.Stream, cleared.Cleared));
                    client.OfferState("cleared", cleared, null, from: null);
                }

                break;
            case SessionsEndedSignal ended:
                foreach (var client in clients.Of(ended.User))
                    client.EndSession(ended);
                break;
            default:
                // Presence comes to those who follow people (HubPeople); watched keywords are for nodes.
                break;
        }
    }

    private void OnGap()
    {
        foreach (var client in clients.All)
            client.Offer(new HubWork.Recheck());
    }

    private void Deliver(IReadOnlyList<DomainEvent> together)
    {
        var work = new HubWork.Deliver([.. together.Select(e => e is MessagesChanged changed ? new ChangedFrame(changed) : new EventFrame(e))]);
        var own = OwnWork(work);
        MessagePosted[] posts = [.. together.OfType<MessagePosted>()];
        var stream = together[0].Stream;
        if (together is [MessagesChanged])
        {
            var clients = new List<HubClient>();
            Each(stream, clients.Add);
            _portions.Begin(stream, clients, client => client.Offer(own.GetValueOrDefault(client.User) ?? work));
            return;
        }

        // Whoever waits for what was before gets it first.
        _portions.Finish(stream);
        Each(stream, client =>
        {
            client.Offer(own.GetValueOrDefault(client.User) ?? work);
            foreach (var posted in posts)
                deliveries.Note(posted, client.User);
        });
        if (posts.Length > 0)
            NotePace(stream, together[0].Version);
    }

    // Those who did something of it themselves are few: each has a frame of her own.
    private static Dictionary<UserId, HubWork> OwnWork(HubWork.Deliver work) =>
        work.Frames.Select(f => f.Event).OfType<MessagesChanged>().SelectMany(c => c.Acts.Keys).Distinct().ToDictionary(
            user => user,
            HubWork (user) => new HubWork.Deliver([.. work.Frames.Select(f => f.Event is MessagesChanged changed && changed.Acts.ContainsKey(user) ? new ChangedFrame(changed, user) : f)]));

    private void TellWatching(IReadOnlyCollection<StreamId> changed)
    {
        foreach (var stream in changed)
        {
            var told = new WatchingNow(stream, viewers.Watching(stream));
            Each(stream, client => client.OfferState("watching", told, stream, from: null, atAnySize: true));
        }
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
                // She may not know of all these people any more: the program asks again.
                if (client.People is { Users.Count: > 0 } people)
                {
                    people.Set([]);
                    client.Offer(new HubWork.Tell("peopleUnfollowed", new { }, null));
                }
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

    // One's own devices learn what is left unread; others, in small streams, only how far one has read, if that.
    private void TellRead(MarkersMoved moved)
    {
        foreach (var own in moved.ForOwners())
        {
            var left = new OwnMarkerMoved(own.Stream, own.User, own.LastReadSeq, own.Unread, own.Mentions);
            foreach (var client in clients.Of(own.User))
                client.OfferState("read", left, null, from: null);
        }

        if (moved.ForOthers() is not ReadersMoved shown)
            return;
        foreach (var reader in shown.Positions)
        {
            if (reader.LastReadSeq is not { } lastRead)
                continue;
            var marker = new MarkerMoved(shown.Stream, reader.User, lastRead);
            Each(shown.Stream, client => client.OfferState("read", marker, shown.Stream, from: reader.User));
        }
    }

    private void NotePace(StreamId stream, long turn)
    {
        if (!_followers.TryGetValue(stream, out var followers))
            return;
        lock (followers)
            pace.Note(followers, turn);
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

    private sealed record WatchingNow(StreamId Stream, int? Watching);

    private sealed record OwnMarkerMoved(StreamId Stream, UserId User, long LastReadSeq, long Unread, long Mentions);

    private sealed record MarkerMoved(StreamId Stream, UserId User, long LastReadSeq);
}
