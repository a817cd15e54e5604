using Collab.Domain.Messages;
using Collab.Domain.Shared;

namespace Collab.Web.Api.Messages;

/// <summary>Which run of a history is asked for: the newest, unless one of the first four says otherwise.</summary>
/// <param name="Before">Older than this number.</param>
/// <param name="After">Newer than this number.</param>
/// <param name="Around">This number in the middle.</param>
/// <param name="Since">Posted at this instant or later.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record WantedRange(long? Before, long? After, long? Around, DateTimeOffset? Since, int? Limit)
{
    /// <summary>The range; <paramref name="findSince"/> finds the number that an instant begins with, 0 for none.</summary>
    public async Task<Result<MessageRange>> ToRangeAsync(Func<DateTimeOffset, Task<Result<long>>> findSince)
    {
        var limit = PageLimit.Clamp(Limit);
        return (Before, After, Around, Since) switch
        {
            (null, null, null, null) => MessageRange.Newest(limit),
            ({ } anchor, null, null, null) => MessageRange.Before(anchor, limit),
            (null, { } anchor, null, null) => MessageRange.After(anchor, limit),
            (null, null, { } anchor, null) => MessageRange.Around(anchor, limit),
            (null, null, null, { } since) => (await findSince(since)).TryGet(out var first, out var error)
                ? MessageRange.After(first > 0 ? first - 1 : long.MaxValue, limit)
                : error,
            _ => new Error.Invalid("range.ambiguous", "Give only one of before, after, around and since.", "before"),
        };
    }
}
