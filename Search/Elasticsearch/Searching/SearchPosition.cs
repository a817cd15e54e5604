using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Collab.Domain.Search;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>Where a page ended, for the next one.</summary>
/// <param name="Sort">The order in which it counts.</param>
/// <param name="Now">The moment that ages were counted from, in milliseconds: with another one scores would not compare.</param>
/// <param name="Rank">The last hit's score or time, letter by letter as it came.</param>
/// <param name="Message">The last hit's id.</param>
/// <param name="Snapshot">The point in time that pages are taken from; null when there is none.</param>
internal sealed record SearchPosition(SearchSort Sort, long Now, string Rank, long Message, string? Snapshot)
{
    private const int MaxLength = 100_000;

    /// <summary>It as text.</summary>
    public string Write() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1 {(int)Sort} {Now} {Rank} {Message} {Snapshot}")));

    /// <summary>Reads what <see cref="Write"/> wrote for a search in the same order; null for anything else.</summary>
    public static SearchPosition? Read(string text, SearchSort sort)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text)
            || Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ') is not ["1", var order, var now, var rank, var message, var snapshot])
            return null;
        return order == ((int)sort).ToString(CultureInfo.InvariantCulture) && IsRank(rank, sort)
            && Number(now) is { } ms && Number(message) is { } id
            ? new SearchPosition(sort, ms, rank, id, snapshot.Length == 0 ? null : snapshot)
            : null;
    }

    private static bool IsRank(string rank, SearchSort sort) =>
        sort == SearchSort.Newest ? Number(rank) is not null
        : rank.Length is > 0 and < 40 && char.IsAsciiDigit(rank[0]) && char.IsAsciiDigit(rank[^1])
            && float.TryParse(rank, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && float.IsFinite(score);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
