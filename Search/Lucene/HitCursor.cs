using System.Globalization;
using Collab.Domain.Search;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>Where a page ended: the sort key of its last hit, and which state of the index it was read from.</summary>
/// <param name="View">The state, as long as it is kept.</param>
/// <param name="Key">The score's bits, or the time in ms.</param>
/// <param name="Id">The message.</param>
internal sealed record HitCursor(long View, long Key, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{View}.{Key}.{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static HitCursor? Parse(string text) =>
        text.Split('.') is [var view, var key, var id]
        && long.TryParse(view, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v)
        && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var k)
        && long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i)
            ? new HitCursor(v, k, i)
            : null;

    /// <summary>The cursor behind a hit.</summary>
    public static HitCursor Of(long view, SearchSort sort, float score, long at, long id) =>
        new(view, sort == SearchSort.Best ? BitConverter.SingleToInt32Bits(score) : at, id);

    /// <summary>As Lucene wants it: behind everything with the same keys.</summary>
    public FieldDoc ToFieldDoc(SearchSort sort)
    {
        object key = sort == SearchSort.Best
            ? J2N.Numerics.Single.GetInstance(BitConverter.Int32BitsToSingle((int)Key))
            : J2N.Numerics.Int64.GetInstance(Key);
        return new FieldDoc(int.MaxValue, float.NaN, [key, J2N.Numerics.Int64.GetInstance(Id)]);
    }
}
