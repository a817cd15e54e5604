using System.Security.Claims;
using System.Threading.Channels;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Hubs;

/// <summary>
/// One connected program: what it follows, and a bounded queue of what waits for it. When it reads too slowly the queue
/// overflows; then everything is dropped and it is told to read afresh: correct beats complete.
/// </summary>
internal sealed class HubClient(string connection, ClaimsPrincipal principal, Actor actor, int capacity, Action abort)
{
    // The claim that names the session of a cookie; a token has none.
    private const string SessionClaim = "sid";

    private readonly string? _session = principal.FindFirst(SessionClaim)?.Value;
    private readonly Channel<HubWork> _queue = Channel.CreateBounded<HubWork>(new BoundedChannelOptions(capacity) { SingleReader = true });
    // Guarded by itself: a concurrent one would weigh three times as much, and there is one for each program.
    private readonly Dictionary<StreamId, Subscription> _subscriptions = [];
    private volatile bool _overflowed;
    private volatile bool _isGone;
    private int _leavings;

    /// <summary>The connection's id.</summary>
    public string Connection => connection;

    /// <summary>Whose program it is.</summary>
    public UserId User { get; } = actor.User;

    /// <summary>Who the framework says it is.</summary>
    public ClaimsPrincipal Principal => principal;

    /// <summary>She, as of a few seconds ago at most (<see cref="HubActors"/>).</summary>
    public Actor Actor { get; set; } = actor;

    /// <summary>When she was last read, as a timestamp.</summary>
    public long ActorReadAt { get; set; }

    /// <summary>That she is there, while the connection lasts; null until it is counted.</summary>
    public IPresenceConnection? Online { get; set; }

    /// <summary>The people whose presence it is told; null until it asks.</summary>
    public PeopleWatch? People { get; set; }

    /// <summary>Where it stands among those who come (<see cref="HubTurns"/>).</summary>
    public long Comer { get; init; }

    /// <summary>Its turn to come, while it has one or when it has ended.</summary>
    public HubTurns.Turn? Turn { get; set; }

    /// <summary>While it is on its way in; null when it was told of its places.</summary>
    public HubDoor.Visit? Visit { get; set; }

    /// <summary>Places of hers could not be read when it was told of them.</summary>
    public bool MissesPlaces { get; set; }

    /// <summary>How often it was told of its places without all of them.</summary>
    public int Greetings { get; set; }

    /// <summary>It will be tried again to read them.</summary>
    public bool WaitsForPlaces { get; set; }

    /// <summary>The buckets that were away when it was last told of its places; null before that.</summary>
    public IReadOnlySet<Bucket>? AwayTold { get; set; }

    /// <summary>What waits.</summary>
    public ChannelReader<HubWork> Queue => _queue.Reader;

    /// <summary>A quarter of the room for what waits is taken.</summary>
    public bool IsBehind => _queue.Reader.Count > capacity / 4;

    /// <summary>Its connection has ended.</summary>
    public bool IsGone => _isGone;

    /// <summary>How many places she has left while it was connected.</summary>
    public int Leavings => Volatile.Read(ref _leavings);

    /// <summary>What it follows.</summary>
    public IReadOnlyList<Subscription> Subscriptions
    {
        get
        {
            lock (_subscriptions)
                return [.. _subscriptions.Values];
        }
    }

    /// <summary>How many streams it follows.</summary>
    public int SubscriptionCount
    {
        get
        {
            lock (_subscriptions)
                return _subscriptions.Count;
        }
    }

    /// <summary>Queues work; a full queue marks the client as overflowed.</summary>
    public bool Offer(HubWork work)
    {
        if (_queue.Writer.TryWrite(work))
            return true;
        _overflowed = true;
        return false;
    }

    /// <summary>Queues state that is worth nothing later: left out when the queue fills up, or when it is one's own.</summary>
    public void OfferState(string method, object state, StreamId? of, UserId? from, bool atAnySize = false)
    {
        if (from == User || _queue.Reader.Count > capacity / 2)
            return;
        if (of is { } stream && !atAnySize && Find(stream) is not { IsSmall: true })
            return;
        _queue.Writer.TryWrite(new HubWork.Tell(method, state, of));
    }

    /// <summary>True from an overflow on, until the client was told.</summary>
    public bool Overflowed
    {
        get => _overflowed;
        set => _overflowed = value;
    }

    /// <summary>The subscription of a stream, while it lasts.</summary>
    public Subscription? Find(StreamId stream)
    {
        lock (_subscriptions)
            return _subscriptions.TryGetValue(stream, out var found) && !found.IsEnded ? found : null;
    }

    /// <summary>Begins to follow; what was followed before under the same stream ends.</summary>
    public void Begin(Subscription subscription)
    {
        lock (_subscriptions)
        {
            if (_subscriptions.TryGetValue(subscription.Stream, out var before))
                before.IsEnded = true;
            _subscriptions[subscription.Stream] = subscription;
        }
    }

    /// <summary>Ends a subscription; false when it was ended already.</summary>
    public bool End(Subscription subscription)
    {
        lock (_subscriptions)
        {
            subscription.IsEnded = true;
            return _subscriptions.GetValueOrDefault(subscription.Stream) == subscription && _subscriptions.Remove(subscription.Stream);
        }
    }

    /// <summary>Ends what is followed of a stream and of its threads, at once; returns what ended.</summary>
    public IReadOnlyList<StreamId> EndWithin(StreamId stream)
    {
        // Counted first: whoever begins one now finds either the count risen or her subscription ended.
        Interlocked.Increment(ref _leavings);
        return [.. Subscriptions.Where(s => s.Stream == stream || s.Parent == stream).Where(End).Select(s => s.Stream)];
    }

    /// <summary>Closes the connection when the ended session is its own.</summary>
    public void EndSession(SessionsEndedSignal ended)
    {
        if (ended.Except is { } spared && spared.ToString() == _session)
            return;
        if (ended.Session is null || ended.Session.Value.ToString() == _session)
            abort();
    }

    /// <summary>Closes the connection.</summary>
    public void Abort() => abort();

    /// <summary>Nothing comes any more.</summary>
    public void Complete()
    {
        _isGone = true;
        _queue.Writer.TryComplete();
    }
}
