using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Roaming;

/// <summary>
/// Shows an auditor a page of a place of a person, or of a thread in it. Each page stands in the audit log before it is read. What she
/// has deleted for herself is in it; what was said after she left a place that others cannot look into is not.
/// </summary>
public sealed class ReadRoamedPlace(RoamingAccess access, StreamAccess streams, IMessageStore messages, IPeopleStore people)
{
    /// <summary>One page; not found for a place in which she never was, as for one that does not exist.</summary>
    public async Task<Result<RoamedPage>> ExecuteAsync(ReadRoamedRequest request, CancellationToken ct)
    {
        var range = request.Range with { Limit = PageLimit.Clamp(request.Range.Limit) };
        var from = request.Since is { } day ? day.ToString("O", CultureInfo.InvariantCulture) : range.Anchor == long.MaxValue ? "newest" : string.Create(CultureInfo.InvariantCulture, $"{range.Side} {range.Anchor}");
        if (!(await access.EnterAsync(request.Actor, request.View, [("shown", $"stream:{request.Stream}"), ("from", from)], ct)).TryGet(out var permit, out var error))
            return error;
        if (!(await streams.EnterAsync(permit, request.Stream, ct)).TryGet(out var entered, out error))
            return error;
        var (seat, until) = entered;
        if (request.Since is { } since)
            range = await messages.FindSinceAsync(seat, since, ct) is { } first ? MessageRange.After(first - 1, range.Limit) : MessageRange.Newest(range.Limit);
        // What lies behind the number at which she left is not there: whoever asks for it is shown what was last.
        if (until is { } last && (range.Side == RangeSide.Before ? range.Anchor > last + 1 : range.Anchor >= last))
            range = MessageRange.Before(last + 1, range.Limit);
        var page = await messages.ListAsync(seat, range, ct);
        if (until is { } end && page.Items.Any(m => m.Seq > end))
            page = page with { Items = [.. page.Items.Where(m => m.Seq <= end)], HasNewer = false };
        else if (until is { } stop && page.Items is [.., var newest] && newest.Seq >= stop)
            page = page with { HasNewer = false };
        var named = page.Items.Select(m => m.Author).Concat(seat.Stream.Participants).Distinct();
        return new RoamedPage(seat.Stream, page, (await people.FindAsync([.. named], ct)).ToDictionary(p => p.Id));
    }
}

/// <summary>A page to be shown.</summary>
/// <param name="Actor">The auditor.</param>
/// <param name="View">Under which reason.</param>
/// <param name="Stream">Of which place or thread.</param>
/// <param name="Range">Which part.</param>
public sealed record ReadRoamedRequest(Actor Actor, RoamingId View, StreamId Stream, MessageRange Range)
{
    /// <summary>From this instant on, in place of the range; null goes by the range.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>A page of a place of a person.</summary>
/// <param name="Head">The place, or the thread.</param>
/// <param name="Page">The messages.</param>
/// <param name="People">Their authors, and who is in the chat.</param>
public sealed record RoamedPage(StreamView Head, MessagePage Page, IReadOnlyDictionary<UserId, Person> People);
