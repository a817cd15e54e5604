using System.Globalization;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// Connects one circuit with the fan-out: takes its mail at most ten times a second, applies it to the state containers
/// and reads again what was missed. Everything runs through the circuit's own dispatcher, one thing at a time.
/// </summary>
public sealed class CircuitLink(
    EventFanout fanout, PlaceReader reader, Session session, Sidebar sidebar, LinkServices services) : IAsyncDisposable
{
    private const int MaxSinglePlaces = 20;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly List<LiveFeed> _feeds = [];
    private readonly CancellationTokenSource _end = new();
    private CircuitMailbox? _mailbox;
    private IPresenceConnection? _presence;
    private Task _pump = Task.CompletedTask;
    private Func<Func<Task>, Task> _dispatch = work => work();

    /// <summary>Presence of somebody changed.</summary>
    public event Action? PresenceChanged;

    /// <summary>Cancelled when the circuit ends.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Connects after <see cref="Session.StartAsync"/>; watching begins before the first list is read.</summary>
    public async Task StartAsync(Func<Func<Task>, Task> dispatch)
    {
        // Signals come on threads of their own; what they make the page say is said in the reader's language.
        var (formats, language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _dispatch = work => dispatch(() =>
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (formats, language);
            return work();
        });
        _mailbox = fanout.Connect(session.Me, session.SessionId);
        _presence = services.Presence.Connect(session.Me);
        services.Presence.Changed += OnPresence;
        await LoadPlacesAsync();
        _pump = PumpAsync();
    }

    /// <summary>The person is at her device.</summary>
    public void Touch() => _presence?.Touch();

    /// <summary>How somebody can be reached.</summary>
    public PresenceState PresenceOf(UserId user) => services.Presence.Of(user);

    /// <summary>Begins to keep a stream's feed; the right to it is checked by the feed's first load.</summary>
    public LiveFeed Open(StreamId stream, StreamId? parent)
    {
        Watch(stream, parent);
        var messages = new MessageFeed(new UseCaseFeedSource(session, reader, stream), stream, session.Me);
        var feed = new LiveFeed(messages, new TypingRoster(stream, session.Me, session.Time), parent);
        _feeds.Add(feed);
        return feed;
    }

    /// <summary>Stops to keep a feed.</summary>
    public void Close(LiveFeed feed)
    {
        _feeds.Remove(feed);
        feed.Messages.Dispose();
        if (sidebar.Find(feed.Stream) is null && _feeds.All(f => f.Stream != feed.Stream))
            Unwatch(feed.Stream);
    }

    /// <summary>Takes a place into the sidebar, from an act of this circuit or because somebody added her.</summary>
    public async Task AddPlaceAsync(PlaceView place)
    {
        Watch(place.Id);
        await reader.People.EnsureAsync(place.Head.Participants, Ended);
        sidebar.Put(place);
        // A page that stood before a closed door, or only looked in, is let in.
        foreach (var feed in _feeds.Where(f => f.Stream == place.Id).ToArray())
        {
            if (feed.Messages.Failure is not null)
                await feed.Messages.OpenAsync(null, Ended);
            else if (feed.Messages.Place is { Place: null })
                await feed.Messages.RefreshPlaceAsync(Ended);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        services.Presence.Changed -= OnPresence;
        await _end.CancelAsync();
        if (_mailbox is not null)
            fanout.Disconnect(_mailbox);
        _presence?.Dispose();
        foreach (var feed in _feeds)
            feed.Messages.Dispose();
        await _pump;
        _end.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (_mailbox is not null && await _mailbox.WaitAsync(Ended))
            {
                await _dispatch(TakeMailAsync);
                await Task.Delay(Beat, session.Time, Ended);
            }
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The circuit has ended.
        }
        catch (ObjectDisposedException) when (Ended.IsCancellationRequested)
        {
            // The renderer went first.
        }
    }

    private async Task TakeMailAsync()
    {
        if (_mailbox is null)
            return;
        var notices = _mailbox.Take(out var missed);
        try
        {
            await reader.People.EnsureAsync(PeopleIn.Notices(notices), Ended);
            using (services.Gate.Hold())
            {
                foreach (var notice in notices)
                    Apply(notice);
            }

            await RepairAsync(notices, missed);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A fault while repairing must not end the circuit: everything is read again with the next mail.
            services.Log.LogWarning(failed, "A circuit could not bring its page up to date; it tries again.");
            sidebar.MarkAllStale();
            _mailbox.MarkMissed();
        }
    }

    private void Apply(Notice notice)
    {
        if (notice is PresenceMoved moved && (moved.Users.Contains(session.Me) || sidebar.Places.Any(p => p.Head.Participants.Any(moved.Users.Contains))))
            PresenceChanged?.Invoke();
        session.Apply(notice);
        sidebar.Apply(notice);
        services.Preferences.Apply(notice);
        foreach (var feed in _feeds)
            feed.Apply(notice);
    }

    private async Task RepairAsync(IReadOnlyList<Notice> notices, bool missed)
    {
        foreach (var left in notices.OfType<MembersLeft>().Where(l => l.Users.Contains(session.Me)))
            await LeaveAsync(left.Stream);
        if (missed || sidebar.Stale.Count > MaxSinglePlaces)
            await LoadPlacesAsync();
        foreach (var stream in sidebar.Stale.ToArray())
            await ReadPlaceAsync(stream);
        foreach (var feed in _feeds.Where(f => missed || f.Messages.NeedsRepair).ToArray())
            await feed.Messages.RepairAsync(Ended);
    }

    // Her seat is gone: what she sees of it ends at once. A public channel she may look into again.
    private async Task LeaveAsync(StreamId stream)
    {
        foreach (var feed in _feeds.Where(f => f.Stream == stream || f.Parent == stream).ToArray())
        {
            feed.Messages.Fail(new Error.NotFound());
            Watch(feed.Stream, feed.Parent);
            await feed.Messages.OpenAsync(null, Ended);
            if (feed.Messages.Failure is not null)
                Unwatch(feed.Stream);
        }
    }

    private async Task LoadPlacesAsync()
    {
        if (!(await session.ActAsync(Ended)).TryGet(out var actor, out _))
            return;
        StreamId[] before = [.. sidebar.Places.Select(p => p.Id)];
        var places = await reader.Places.ExecuteAsync(actor, Ended);
        var preferences = await reader.Preferences.ExecuteAsync(actor, Ended);
        await reader.People.EnsureAsync(PeopleIn.Places(places), Ended);
        foreach (var place in places)
            Watch(place.Id);
        using var batch = services.Gate.Hold();
        services.Preferences.Load(preferences);
        if (!sidebar.IsLoaded)
            sidebar.Load(session.Me, places);
        foreach (var place in places)
            sidebar.Put(place);
        foreach (var gone in before.Except(places.Select(p => p.Id)))
            sidebar.Remove(gone);
    }

    private async Task ReadPlaceAsync(StreamId stream)
    {
        if (!(await session.ActAsync(Ended)).TryGet(out var actor, out _))
            return;
        Watch(stream);
        var read = await reader.Place.ExecuteAsync(actor, stream, Ended);
        if (read.TryGet(out var found, out _) && found.Place is { } place)
            await AddPlaceAsync(place);
        else
            sidebar.Remove(stream);
        if (sidebar.Find(stream) is null && _feeds.All(f => f.Stream != stream))
            Unwatch(stream);
    }

    private void Watch(StreamId stream, StreamId? parent = null)
    {
        if (_mailbox is not null)
            fanout.Watch(_mailbox, stream, parent);
    }

    private void Unwatch(StreamId stream)
    {
        if (_mailbox is not null)
            fanout.Unwatch(_mailbox, stream);
    }

    private void OnPresence(IReadOnlyCollection<UserId> users) => _mailbox?.Post(new PresenceMoved(users));

    // Comes from the node itself, never over the bus.
    private sealed record PresenceMoved(IReadOnlyCollection<UserId> Users) : Notice;
}

/// <summary>What a link needs besides the places.</summary>
/// <param name="Presence">Who is online.</param>
/// <param name="Preferences">What the person has set for all her devices.</param>
/// <param name="Gate">Lets a batch paint once.</param>
/// <param name="Log">Where faults are noted.</param>
public sealed record LinkServices(IPresence Presence, OwnPreferences Preferences, RenderGate Gate, ILogger<CircuitLink> Log);
