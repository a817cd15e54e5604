using System.Globalization;
using Collab.Domain.Hidden;
using Collab.Domain.Notifications;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
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
    private readonly List<ScreenPeople> _shown = [];
    private readonly Dictionary<object, IReadOnlyCollection<StreamId>> _heeded = [];
    private readonly CancellationTokenSource _end = new();
    private CircuitMailbox? _mailbox;
    private IPresenceConnection? _presence;
    private Task _pump = Task.CompletedTask;
    private Func<Func<Task>, Task> _dispatch = work => work();

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
        await LoadPlacesAsync();
        _pump = PumpAsync();
    }

    /// <summary>The person is at her device.</summary>
    public void Touch() => _presence?.Touch();

    /// <summary>The page's connection is there, or lost: one whom nothing reaches is not online, though her page is kept for a while.</summary>
    public void SetReachable(bool isReachable)
    {
        if (_mailbox is null || _end.IsCancellationRequested)
            return;
        if (isReachable)
        {
            _presence ??= services.Presence.Connect(session.Me);
            return;
        }

        _presence?.Dispose();
        _presence = null;
    }

    /// <summary>How somebody can be reached.</summary>
    public PresenceState PresenceOf(UserId user) => services.Availability.Of(user);

    /// <summary>What stands in <c>data-presence</c>: <c>offline</c>, <c>away</c>, <c>online</c> or <c>donotdisturb</c>.</summary>
    public string PresenceMark(UserId user) => PresenceOf(user).ToString().ToLowerInvariant();

    /// <summary>Shows people, nobody at first; called when how they can be reached, or what they say of themselves, has changed. Dispose it with the part of the page.</summary>
    public ScreenPeople ShowPeople(Action onChanged)
    {
        var shown = new ScreenPeople(services.Availability, notice => _mailbox?.Post(notice), onChanged, over => _shown.Remove(over));
        _shown.Add(shown);
        return shown;
    }

    /// <summary>Begins to keep a stream's feed; the right to it is checked by the feed's first load.</summary>
    public LiveFeed Open(StreamId stream, StreamId? parent)
    {
        Watch(stream, parent);
        var messages = new MessageFeed(new UseCaseFeedSource(session, reader, stream), stream, session.Me);
        var feed = new LiveFeed(messages, new TypingRoster(stream, session.Me, session.Time), parent);
        _feeds.Add(feed);
        if (_mailbox is not null)
            fanout.Open(_mailbox, stream);
        return feed;
    }

    /// <summary>Stops to keep a feed.</summary>
    public void Close(LiveFeed feed)
    {
        _feeds.Remove(feed);
        feed.Messages.Dispose();
        if (_mailbox is not null && _feeds.All(f => f.Stream != feed.Stream))
            fanout.Shut(_mailbox, feed.Stream);
        UnwatchUnlessShown(feed.Stream);
    }

    /// <summary>
    /// Hears of what happens in the streams of messages that a list shows outside of their places, so that what is taken back
    /// goes from it. With no streams, the list is not there any more.
    /// </summary>
    /// <param name="list">Whose they are; what it named before is forgotten.</param>
    /// <param name="streams">Streams and, for threads, their parents; the reader was let into all of them.</param>
    public void Heed(object list, IReadOnlyCollection<(StreamId Stream, StreamId? Parent)> streams)
    {
        _heeded.Remove(list, out var before);
        if (streams.Count > 0)
            _heeded[list] = [.. streams.Select(s => s.Stream)];
        foreach (var (stream, parent) in streams)
            Watch(stream, parent);
        foreach (var stream in before ?? [])
            UnwatchUnlessShown(stream);
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

    /// <summary>Shows at once what an act of this circuit does to her own view; the same comes once more as news, and does no harm.</summary>
    public async Task ShowOwnAsync(Signal signal)
    {
        using (services.Gate.Hold())
            Apply(signal);
        await RepairAsync([signal], false);
    }

    /// <summary>Reads the sidebar again, as long as parts of it are missing.</summary>
    public Task CompleteAsync() => sidebar.IsPartial ? ReloadPlacesAsync(false) : Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
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
        if (notice is ScreenPeople.Moved moved)
            moved.People.Tell();
        session.Apply(notice);
        sidebar.Apply(notice);
        services.Threads.Apply(notice);
        services.Preferences.Apply(notice);
        services.Favourites.Apply(notice);
        services.Saved.Apply(notice);
        services.Receipts.Apply(notice);
        services.Recall.Apply(notice);
        services.References.Apply(notice);
        services.Kept.Apply(notice);
        foreach (var feed in _feeds)
            feed.Apply(notice);
    }

    private async Task RepairAsync(IReadOnlyList<Notice> notices, bool missed)
    {
        foreach (var left in notices.OfType<MembersLeft>().Where(l => l.Users.Contains(session.Me)))
            await LeaveAsync(left.Stream);
        if (missed || sidebar.Stale.Count > MaxSinglePlaces || services.Threads.Stale.Count > MaxSinglePlaces || notices.Any(n => n is CallSubjectsSignal))
            await ReloadPlacesAsync(missed);
        if (missed)
            await RenewPeopleAsync();
        foreach (var stream in sidebar.Stale.ToArray())
            await ReadPlaceAsync(stream);
        foreach (var thread in services.Threads.Stale.ToArray())
            await ReadThreadAsync(thread);
        if (missed)
        {
            _feeds.ForEach(feed =>
            {
                feed.Readers.MarkStale();
                feed.Messages.MarkHiddenStale();
            });
        }

        if (!missed && notices.Any(n => n is HiddenSignal or HistoryClearedSignal))
            services.Recall.TellStale();
        foreach (var feed in _feeds.Where(f => missed || f.Messages.NeedsRepair).ToArray())
            await (feed.Messages.IsAway ? feed.Messages.ReviveAsync(Ended) : feed.Messages.RepairAsync(Ended));
        foreach (var feed in _feeds.Where(f => f.Messages.MayHaveOtherRights).ToArray())
            await feed.Messages.RefreshPlaceAsync(Ended);
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

    // Lists outside of feeds could not be read either while stores were away: they hear of it again when those are back.
    private async Task ReloadPlacesAsync(bool missed)
    {
        var wasPartial = sidebar.IsPartial;
        await LoadPlacesAsync();
        if (missed || (wasPartial && !sidebar.IsPartial))
            services.Recall.TellStale();
    }

    private async Task LoadPlacesAsync()
    {
        if (!(await session.ActAsync(Ended)).TryGet(out var actor, out _))
            return;
        StreamId[] before = [.. sidebar.Places.Select(p => p.Id)];
        // Known first: what is posted while the list is read is looked at with it.
        if (await reader.FindCallsAsync(actor, Ended) is { } calls)
            sidebar.Know(calls);
        var places = await reader.ListPlacesAsync(actor, Ended);
        var preferences = await reader.ListPreferencesAsync(actor, Ended);
        var policy = await reader.FindReceiptPolicyAsync(actor, Ended);
        var threads = await reader.ReadThreadsAsync(actor, Ended);
        var saved = await reader.ListSavedAsync(actor, Ended);
        var recall = await reader.FindRecallRulesAsync(actor, Ended);
        var edits = await reader.FindEditRulesAsync(actor, Ended);
        await reader.People.EnsureAsync(PeopleIn.Places(places.Items), Ended);
        foreach (var place in places.Items)
        {
            Watch(place.Id);
            services.Deliveries.Note(place, session.Me);
        }

        foreach (var thread in threads.Unread)
            Watch(thread.Id, thread.Head.Parent);
        using var batch = services.Gate.Hold();
        services.Threads.Load(session.Me, threads);
        if (preferences is not null)
            services.Preferences.Load(preferences);
        if (saved is not null)
            services.Saved.Load(saved);
        if (policy is not null)
            services.Receipts.Load(policy);
        if (recall is not null)
            services.Recall.Load(recall);
        if (edits is not null)
            services.Recall.Load(edits);
        if (!sidebar.IsLoaded)
            sidebar.Load(session.Me, places.Items);
        foreach (var place in places.Items)
            sidebar.Put(place);
        foreach (var gone in before.Except(places.Items.Select(p => p.Id)).Where(p => !places.Away.Contains(p.Bucket)))
            sidebar.Remove(gone);
        sidebar.SetPartial(places.IsPartial || preferences is null);
    }

    private async Task ReadPlaceAsync(StreamId stream)
    {
        if (!(await session.ActAsync(Ended)).TryGet(out var actor, out _))
            return;
        Watch(stream);
        var read = await Outages.GuardAsync(() => reader.Place.ExecuteAsync(actor, stream, Ended));
        if (read.TryGet(out var found, out var error) && found.Place is { } place)
            await AddPlaceAsync(place);
        else if (error is Error.Unavailable)
            sidebar.Postpone(stream);
        else
            sidebar.Remove(stream);
        UnwatchUnlessShown(stream);
    }

    // A thread is watched as long as something in it is unread, whatever is shown.
    private async Task ReadThreadAsync(StreamId thread)
    {
        if (!(await session.ActAsync(Ended)).TryGet(out var actor, out _))
            return;
        var read = await Outages.GuardAsync(() => reader.Place.ExecuteAsync(actor, thread, Ended));
        if (read.TryGet(out var found, out var error) && found.Place is { } place)
        {
            services.Threads.Put(place);
            Watch(thread, place.Head.Parent);
        }
        else if (error is Error.Unavailable)
        {
            services.Threads.Postpone(thread);
        }
        else
        {
            services.Threads.Remove(thread);
        }

        UnwatchUnlessShown(thread);
    }

    private void UnwatchUnlessShown(StreamId stream)
    {
        if (sidebar.Find(stream) is null && services.Threads.Find(stream) is null && _feeds.All(f => f.Stream != stream) && _heeded.Values.All(h => !h.Contains(stream)))
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

    // What people said of themselves may be among what was lost.
    private async Task RenewPeopleAsync()
    {
        if ((await session.ActAsync(Ended)).TryGet(out var actor, out _))
            await services.Favourites.RenewAsync(actor, Ended);
        await reader.People.EnsureAsync(_shown.SelectMany(s => s.Users), Ended);
        foreach (var shown in _shown.ToArray())
            shown.Tell();
    }
}
