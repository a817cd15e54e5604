using System.Globalization;
using Collab.Domain.Hidden;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>
/// Tells a device what has changed since it last caught up, page by page: a device that keeps what the pages say has what one
/// has that reads everything afresh. Pages may be asked for again with the cursor of before: what was lost on the way comes again.
/// </summary>
public sealed class SyncDevice(
    IDeviceStore devices,
    ISyncSource source,
    StreamAccess access,
    CatchUp catchUp,
    IHiddenMessages hidden,
    IIdSource ids)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "sync";

    /// <summary>Most events of one page.</summary>
    public const int MaxEvents = 1_000;

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
        var (finding, reading) = (devices.FindAsync(request.Actor.User, device, number, ct), source.ReadAsync(request.Actor.User, ct));
        await Task.WhenAll(finding, reading);
        if (await finding is not var (_, state))
            return new Error.NotFound();
        var (page, now) = (new SyncWork(request, state ?? SyncState.Nothing), await reading);
        Places(page, now.Places);
        if (!(await HoldAsync(page, ct)).TryGet(out _, out error))
            return error;
        await EventsAsync(page, Choose(page), ct);
        // What is told whole is told with the last page.
        if (!page.HasMore)
        {
            await HiddenAsync(page, now.Hidden, ct);
            page.Tell(now);
        }

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
    private static void Places(SyncWork page, PlaceList list)
    {
        page.IsPartial |= list.IsPartial;
        var there = list.Items.Select(p => p.Id).ToHashSet();
        foreach (var gone in page.Draft.Places.Keys.Where(id => !there.Contains(id) && !list.Away.Contains(id.Bucket)).ToList())
            page.Leave(gone);
        foreach (var place in list.Items.OrderBy(p => p.Id))
            page.Tell(place);
    }

    // What it holds besides: it is looked after as long as its person may read it.
    private async Task<Result<Done>> HoldAsync(SyncWork page, CancellationToken ct)
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

    // Those of which little was missed first: a crowd's channel must not hold up everything else.
    private static List<(SyncMissed Missed, int Count)> Choose(SyncWork page)
    {
        var room = page.Request.Limit is { } limit ? Math.Clamp(limit, 1, MaxEvents) : MaxEvents;
        var wanted = new List<(SyncMissed Missed, int Count)>();
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

    private async Task EventsAsync(SyncWork page, IReadOnlyList<(SyncMissed Missed, int Count)> wanted, CancellationToken ct)
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

    private async Task HiddenAsync(SyncWork page, HiddenDigests digests, CancellationToken ct)
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
        return own is null && above == ClearedHistory.None ? null : SyncDigest.Of(new { own, above });
    }

    private async Task<Result<HiddenOfStream>> ListAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        var seqs = seat.Sight.HasHidden ? await hidden.ListSeqsAsync(seat, 1, long.MaxValue, HiddenMessage.MaxPerStream, ct) : [];
        return new HiddenOfStream(stream, seqs, seat.Sight.Cleared);
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
