using System.Diagnostics;
using Collab.Domain.Shared.Events;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>Ends a search that takes too long, or that nobody waits for any more.</summary>
internal sealed class Patience(ICollector inner, TimeSpan most, CancellationToken ct) : ICollector
{
    private const int LookEvery = 4096;

    private readonly long _started = Stopwatch.GetTimestamp();
    private int _seen;

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);

    public void Collect(int doc)
    {
        if (++_seen % LookEvery == 0)
            Look();
        inner.Collect(doc);
    }

    public void SetNextReader(AtomicReaderContext context)
    {
        Look();
        inner.SetNextReader(context);
    }

    private void Look()
    {
        ct.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_started) > most)
            throw new OutageException($"The search took longer than {most.TotalSeconds:0} seconds. Use more exact words.");
    }
}
