using Collab.Domain.Shared;

namespace Collab.Infrastructure.Storage;

/// <summary>Makes pages of queries that were asked for one row more than the page holds.</summary>
internal static class Keyset
{
    public static Page<TView> Page<TRow, TView>(IReadOnlyList<TRow> rows, int limit, Func<TRow, TView> view, Func<TRow, Cursor> cursor) =>
        new([.. rows.Take(limit).Select(view)], rows.Count > limit ? cursor(rows[limit - 1]) : null);
}
