using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// Leaves out single messages, however many: whatever is found is asked for its id. To look up where each of them stands would
/// take a step for each message and segment, whether anything is found or not.
/// </summary>
internal sealed class Omission(HashSet<long> messages, ICollector inner) : ICollector
{
    private SegmentColumns? _columns;

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    /// <summary>What is wanted without the messages that it leaves out one by one, and these.</summary>
    public static (SearchClause Wanted, HashSet<long> Omitted) Split(SearchClause wanted)
    {
        if (wanted is not SearchClause.All all || !all.Clauses.Any(IsOmission))
            return (wanted, []);
        SearchClause[] rest = [.. all.Clauses.Where(clause => !IsOmission(clause))];
        return (rest is [var one] ? one : new SearchClause.All(rest), [.. all.Clauses.Where(IsOmission).SelectMany(MessagesOf)]);
    }

    /// <summary>The same collector, when nothing is to be left out.</summary>
    public static ICollector Of(HashSet<long> messages, ICollector inner) => messages.Count == 0 ? inner : new Omission(messages, inner);

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        _columns = new SegmentColumns(context.AtomicReader);
        inner.SetNextReader(context);
    }

    public void Collect(int doc)
    {
        if (_columns is { } columns && !messages.Contains(columns.IdOf(doc)))
            inner.Collect(doc);
    }

    private static bool IsOmission(SearchClause clause) => clause is SearchClause.Not { Clause: SearchClause.Among };

    private static IEnumerable<long> MessagesOf(SearchClause clause) =>
        clause is SearchClause.Not { Clause: SearchClause.Among among } ? among.Messages.Select(m => m.Value) : [];
}
