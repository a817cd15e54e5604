using System.Globalization;
using Collab.Domain.Contacts;
using Collab.Domain.Hidden;
using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Domain.Threads;

namespace Collab.Domain.Sync;

/// <summary>
/// Tells a device what has changed since it last caught up, page by page: a device that keeps what the pages say has what one
/// has that reads everything afresh. Pages may be asked for again with the cursor of before: what was lost on the way comes again.
/// </summary>
public sealed class SyncDevice(
    IDeviceStore devices,
    StreamAccess access,
    CatchUp catchUp,
    ISeatStore seats,
    IHiddenMessages hidden,
    IFollowedThreads threads,
    ISavedMessages saved,
    IFavouriteStore favourites,
    IPreferenceStore preferences,
    IIdSource ids)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "sync";

    /// <summary>Most events of one page.</summary>
    public const int MaxEvents = 500;

    /// <summary>Of a stream of which more was missed the device is told to read it afresh: nobody scrolls through it.</summary>
    public const int MaxMissed = 500;

    /// <summary>Of more than this in all, only the streams with the least are told event by event.</summary>
    public const int MaxMissedInAll = 5_000;

    /// <summary>Most places of one page.</summary>
    public const int MaxPlaces = 200;

    /// <summary>Most streams that a device holds besides its places.</summary>
    public const int MaxHeld = 500;

    /// <summary>Most streams that a device takes up and lets go at a time.</summary>
    public const int MaxNamed = 50;

    /// <summary>Most streams of one page of which it is told what is hidden.</summary>
    public const int MaxHiddenStreams = 50;

    // Of these many messages' numbers a page says that they are hidden, or of one stream's.
    private const int MaxHiddenSeqs = 20_000;

    /// <summary>
    /// One page. <see cref="Error.NotFound"/> for a device that is not the actor's, as for one that never was;
    /// <see cref="Error.Invalid"/> for a cursor that none of hers was given.
    /// </summary>
    public async Task<Result<SyncPage>> ExecuteAsync(SyncRequest request, CancellationToken ct)
    {
        if (!PositionOf(request).TryGet(out var position, out var error))
            return error;
        if (request.Hold.Count + request.Drop.Count > MaxNamed)
            return new Error.Invalid("sync.too_many_named", $"Name at most {MaxNamed} streams at a time.", "hold");
        var (device, number) = position;
        if (await devices.FindAsync(request.Actor.User, device, number, ct) is not var (_, state))
            return new Error.NotFound();
        var page = new Page(request, state ?? SyncState.Nothing);
        await PlacesAsync(page, ct);
        if (!(await HoldAsync(page, ct)).TryGet(out _, out error))
            return error;
        var wanted = Choose(page);
        // What is read whole is read for the last page alone, and beside its events.
        if (page.HasMore)
            await EventsAsync(page, wanted, ct);
        else
            await FinishAsync(page, wanted, ct);

        var cursor = number;
        if (page.Draft.HasChanged || state is null)
        {
            cursor = ids.Next<EventId>().Value;
            if (!(await devices.AdvanceAsync(request.Actor.User, device, number, cursor, page.Draft.ToState(), ct)).TryGet(out _, out error))
                return error;
        }

        return page.ToView(CursorOf(device, cursor), state is null);
    }

    private static string CursorOf(DeviceId device, long number) => new Cursor(List, string.Create(CultureInfo.InvariantCulture, $"{device}.{number}")).ToString();

    private static Result<(DeviceId Device, long Number)> PositionOf(SyncRequest request)
    {
        if (string.IsNullOrEmpty(request.Cursor))
        {
            return request.Device is { } device
                ? (device, 0L)
                : new Error.Invalid("sync.device_missing", "Say which device this is: register it first, then ask with its id, and from then on with the cursor of the last answer.", "device");
        }

        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error))
            return error;
        return cursor?.Key.Split('.') is [var id, var number] && DeviceId.TryParse(id, null, out var of) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (of, at)
            : new Error.Invalid("cursor.invalid", "This cursor is not one of this list. Start again from the first page.", "cursor");
    }

    // New places, changed ones, and those that are gone.
    private async Task PlacesAsync(Page page, CancellationToken ct)
    {
        var list = await seats.ListPlacesAsync(page.Actor.User, ct);
        page.IsPartial |= list.IsPartial;
        var there = list.Items.ToDictionary(p => p.Id);
        foreach (var gone in page.Draft.Places.Keys.Where(id => !there.ContainsKey(id) && !list.Away.Contains(id.Bucket)).ToList())
            page.Leave(gone);
        foreach (var place in list.Items.OrderBy(p => p.Id))
        {
            if (page.Places.Count == MaxPlaces)
                page.HasMore = true;
            else if (page.Draft.Tell(place.Id, place.Head.Version, place))
                page.Places.Add(place);
            if (page.Draft.Places.TryGetValue(place.Id, out var known))
                page.Note(place.Id, place.Head.Version, known.Version);
        }
    }

    // What it holds besides: it is looked after as long as its person may read it.
    private async Task<Result<Done>> HoldAsync(Page page, CancellationToken ct)
    {
        foreach (var dropped in page.Request.Drop.Where(page.Draft.Held.ContainsKey))
            page.Draft.Drop(dropped);
        StreamId[] wanted = [.. page.Request.Hold.Where(id => !page.Draft.Places.ContainsKey(id) && !page.Draft.Held.ContainsKey(id)).Distinct()];
        if (page.Draft.Held.Count + wanted.Length > MaxHeld)
            return new Error.Conflict("sync.too_many_held", $"A device holds at most {MaxHeld} streams besides its places. Let some of them go.");
        var entered = await Task.WhenAll(page.Draft.Held.Keys.Concat(wanted).Select(async id => (Id: id, Seat: await TryAsync(() => access.EnterAsync(page.Actor, id, ct)))));
        foreach (var (id, seat) in entered)
        {
            if (seat is null)
                page.IsPartial = true;
            else if (seat.Value.TryGet(out var found, out _))
                page.Hold(found.Stream);
            else
                page.Leave(id);
        }

        return Done.Value;
    }

    private async Task FinishAsync(Page page, IReadOnlyList<(Missed Missed, int Count)> wanted, CancellationToken ct)
    {
        var (digests, lists) = (hidden.DigestAsync(page.Actor.User, ct), ListsAsync(page.Actor, ct));
        await EventsAsync(page, wanted, ct);
        await HiddenAsync(page, await digests, ct);
        Tell(page, await lists);
    }

    // Those of which little was missed first: a crowd's channel must not hold up everything else.
    private static List<(Missed Missed, int Count)> Choose(Page page)
    {
        var room = page.Request.Limit is { } limit ? Math.Clamp(limit, 1, MaxEvents) : MaxEvents;
        var wanted = new List<(Missed Missed, int Count)>();
        var all = 0L;
        foreach (var missed in page.Missed.OrderBy(m => m.Count).ThenBy(m => m.Stream))
        {
            // A version that went back is one of another history.
            if (missed.Count < 0 || missed.Count > MaxMissed || (all += missed.Count) > MaxMissedInAll)
                page.Renew(missed.Stream, missed.Version);
            else if (room == 0)
                page.HasMore = true;
            else
            {
                var count = (int)Math.Min(room, missed.Count);
                wanted.Add((missed, count));
                room -= count;
                page.HasMore |= count < missed.Count;
            }
        }

        return wanted;
    }

    private async Task EventsAsync(Page page, IReadOnlyList<(Missed Missed, int Count)> wanted, CancellationToken ct)
    {
        var slices = await Task.WhenAll(wanted.Select(async w => (w.Missed, Slice: await TryAsync(() => catchUp.ExecuteAsync(page.Actor, w.Missed.Stream, w.Missed.Since, w.Count, ct)))));
        foreach (var (missed, slice) in slices)
        {
            // Who may not read it any more learns that it is gone with the next page.
            if (slice is null || !slice.Value.TryGet(out var read, out var error))
                page.IsPartial = true;
            else if (!read.IsComplete)
                page.Renew(missed.Stream, missed.Version);
            else if (read.Events is [.., var last])
                page.Tell(missed.Stream, last.Version, read.Events);
        }
    }

    private async Task HiddenAsync(Page page, HiddenDigests digests, CancellationToken ct)
    {
        page.IsPartial |= digests.Away.Count > 0;
        var seqs = 0;
        foreach (var id in page.Draft.Places.Keys.Concat(page.Draft.Held.Keys).Order().ToList())
        {
            long? now = DigestOf(id, page.Parents.TryGetValue(id, out var parent) ? parent : null, digests);
            if (digests.Away.Contains(id.Bucket) || now == (page.Draft.Hidden.TryGetValue(id, out var known) ? known : null))
                continue;
            if (page.Hidden.Count == MaxHiddenStreams || seqs >= MaxHiddenSeqs)
            {
                page.HasMore = true;
                return;
            }

            // What was hidden meanwhile is in the list and not in the digest: the next page says it again.
            if (await TryAsync(() => ListAsync(page.Actor, id, ct)) is { } listed && listed.TryGet(out var of, out _))
            {
                page.Hidden.Add(of);
                page.Draft.Hide(id, now);
                seqs += of.Seqs.Count;
            }
            else
                page.IsPartial = true;
        }
    }

    // Of a thread one does not see what was said before its place's history was cleared.
    private static long? DigestOf(StreamId id, StreamId? parent, HiddenDigests digests)
    {
        var own = digests.Streams.GetValueOrDefault(id);
        var above = parent is { } place ? digests.Streams.GetValueOrDefault(place)?.Cleared ?? ClearedHistory.None : ClearedHistory.None;
        return own is null && above == ClearedHistory.None ? null : SyncDraft.DigestOf(new { own, above });
    }

    private async Task<Result<HiddenOfStream>> ListAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        var seqs = seat.Sight.HasHidden ? await hidden.ListSeqsAsync(seat, 1, long.MaxValue, HiddenMessage.MaxPerStream, ct) : [];
        return new HiddenOfStream(stream, seqs, seat.Sight.Cleared);
    }

    private async Task<Lists> ListsAsync(Actor actor, CancellationToken ct)
    {
        var user = actor.User;
        var (book, kept, people, settings) = (threads.ReadAsync(user, ct), saved.ListAllAsync(user, ct), favourites.ListAsync(user, ct), preferences.ListAsync(user, ct));
        return new Lists(
            await book, [.. (await kept).OrderBy(s => s.Message)], [.. (await people).Order()], [.. (await settings).OrderBy(p => p.Name, StringComparer.Ordinal)]);
    }

    private static void Tell(Page page, Lists lists)
    {
        if (page.Draft.Tell("saved", lists.Saved))
            page.Saved = lists.Saved;
        if (page.Draft.Tell("favourites", lists.Favourites))
            page.Favourites = lists.Favourites;
        if (page.Draft.Tell("preferences", lists.Preferences))
            page.Preferences = lists.Preferences;
        page.IsPartial |= lists.Threads.IsPartial;
        if (!lists.Threads.IsPartial && SyncedThreads.Of(lists.Threads) is var followed && page.Draft.Tell("threads", followed))
            page.Threads = followed;
    }

    // Null when it cannot be read at the moment: the rest comes all the same.
    private static async Task<Result<T>?> TryAsync<T>(Func<Task<Result<T>>> read)
    {
        try
        {
            var answer = await read();
            return answer.Error is Error.Unavailable ? (Result<T>?)null : answer;
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    private sealed record Lists(ThreadBook Threads, IReadOnlyList<SavedMessage> Saved, IReadOnlyList<UserId> Favourites, IReadOnlyList<Preference> Preferences);

    private readonly record struct Missed(StreamId Stream, long Version, long Since)
    {
        public long Count => Version - Since;
    }

    private sealed class Page(SyncRequest request, SyncState before)
    {
        private readonly List<StreamId> _left = [];
        private readonly List<SyncedStream> _streams = [];

        public SyncRequest Request => request;

        public Actor Actor => request.Actor;

        public SyncDraft Draft { get; } = new(before);

        public bool HasMore { get; set; }

        public bool IsPartial { get; set; }

        public List<PlaceView> Places { get; } = [];

        public List<Missed> Missed { get; } = [];

        public Dictionary<StreamId, StreamId> Parents { get; } = [];

        public List<HiddenOfStream> Hidden { get; } = [];

        public IReadOnlyList<Preference>? Preferences { get; set; }

        public IReadOnlyList<UserId>? Favourites { get; set; }

        public IReadOnlyList<SavedMessage>? Saved { get; set; }

        public SyncedThreads? Threads { get; set; }

        public void Leave(StreamId stream)
        {
            _left.Add(stream);
            Draft.Drop(stream);
        }

        public void Hold(StreamView stream)
        {
            if (stream.Parent is { } parent)
                Parents[stream.Id] = parent;
            if (Draft.Held.TryGetValue(stream.Id, out var known))
                Note(stream.Id, stream.Version, known);
            else
                Renew(stream.Id, stream.Version);
        }

        public void Note(StreamId stream, long version, long since)
        {
            if (version != since)
                Missed.Add(new Missed(stream, version, since));
        }

        public void Renew(StreamId stream, long version)
        {
            _streams.Add(new SyncedStream(stream, version, false, []));
            Draft.Advance(stream, version);
        }

        public void Tell(StreamId stream, long version, IReadOnlyList<DomainEvent> events)
        {
            _streams.Add(new SyncedStream(stream, version, true, events));
            Draft.Advance(stream, version);
        }

        public SyncPage ToView(string cursor, bool isReset) =>
            new(cursor, isReset, HasMore, IsPartial, Places, _left, _streams, Hidden, Preferences, Favourites, Saved, Threads);
    }
}

/// <summary>What a device asks.</summary>
/// <param name="Actor">Its person.</param>
/// <param name="Device">Which device, the first time.</param>
/// <param name="Cursor">From the last answer; null to begin.</param>
/// <param name="Limit">Most events of the page, up to <see cref="SyncDevice.MaxEvents"/>.</param>
public sealed record SyncRequest(Actor Actor, DeviceId? Device, string? Cursor = null, int? Limit = null)
{
    /// <summary>Streams that are none of its person's places and of which it keeps messages from now on.</summary>
    public IReadOnlyCollection<StreamId> Hold { get; init; } = [];

    /// <summary>Such streams that it lets go.</summary>
    public IReadOnlyCollection<StreamId> Drop { get; init; } = [];
}
