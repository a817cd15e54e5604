using System.Globalization;
using Collab.Domain.Search;

namespace Collab.Search.Lucene;

/// <summary>Where a page ended: the sort key of its last hit, and which state of the index it was read from.</summary>
/// <param name="View">The state, as long as it is kept.</param>
/// <param name="Key">The score's bits, or the time in ms.</param>
/// <param name="Hour">When it was posted, in hours since 1970.</param>
/// <param name="Id">The message.</param>
internal sealed record HitCursor(long View, long Key, int Hour, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{View}.{Key}.{Hour}.{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static HitCursor? Parse(string text) =>
        text.Split('.') is [var view, var key, var hour, var id]
        && long.TryParse(view, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v)
        && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var k)
        && int.TryParse(hour, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var h)
        && long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i)
            ? new HitCursor(v, k, h, i)
            : null;

    /// <summary>The cursor behind a hit.</summary>
    public static HitCursor Of(long view, SearchSort sort, double key, long at, long id) =>
        new(view, sort == SearchSort.Best ? BitConverter.SingleToInt32Bits((float)key) : (long)key, SegmentFacts.HourOf(at), id);

    /// <summary>What the hit is ordered by: its score, or its time in ms.</summary>
    public double KeyOf(SearchSort sort) => sort == SearchSort.Best ? (double)BitConverter.Int32BitsToSingle((int)Key) : Key;
}
