using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Search.Indexing;

/// <summary>
/// Compares an index with storage, message by message and with each stream's count. What is written meanwhile may show as
/// missing or stale for a moment: such streams are looked at once more at the end.
/// </summary>
internal sealed class IndexVerifier(ISearchSource source, IIndexReading index, TimeProvider time)
{
    private const int PageSize = 500;
    private const int MaxExamples = 10;

    // So long the index may be behind.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Compares everything.</summary>
    /// <param name="onBucket">Told after each bucket.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IndexVerdict> RunAsync(Action<int> onBucket, CancellationToken ct)
    {
        var (total, doubtful) = (new Tally(0, 0, 0, 0), new List<StreamView>());
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            foreach (var stream in await StreamsAsync(new Bucket((short)bucket), ct))
            {
                var tally = await CompareAsync(stream, ct);
                if (tally.IsSound)
                    total += tally;
                else
                    doubtful.Add(stream);
            }

            onBucket(bucket + 1);
        }

        if (doubtful.Count > 0)
            await Task.Delay(Settling, time, ct);
        var examples = new List<StreamId>();
        foreach (var stream in doubtful)
        {
            var tally = await CompareAsync(stream, ct);
            total += tally;
            if (!tally.IsSound && examples.Count < MaxExamples)
                examples.Add(stream.Id);
        }

        return new IndexVerdict(total.Stored, total.Missing, total.Stale, total.Extra, examples);
    }

    private async Task<List<StreamView>> StreamsAsync(Bucket bucket, CancellationToken ct)
    {
        var (all, after) = (new List<StreamView>(), new StreamId(0));
        IReadOnlyList<StreamView> page;
        do
        {
            page = await source.ListStreamsAsync(bucket, after, PageSize, ct);
            all.AddRange(page);
            after = page.Count > 0 ? page[^1].Id : after;
        }
        while (page.Count == PageSize);
        return all;
    }

    private async Task<Tally> CompareAsync(StreamView stream, CancellationToken ct)
    {
        var (tally, after, here) = (new Tally(0, 0, 0, 0), 0L, 0L);
        while (true)
        {
            var page = await source.ListMessagesAsync(stream.Id, after, PageSize, ct);
            var wanted = page.Where(SearchDocuments.IsKept).ToDictionary(m => m.Id, m => m.Revision);
            var found = wanted.Count == 0 ? [] : await index.FindRevisionsAsync(wanted.Keys, ct);
            here += found.Count;
            tally += new Tally(wanted.Count, wanted.Count - found.Count, found.Count(f => f.Value != wanted[f.Key]), 0);
            if (page.Count < PageSize)
                break;
            after = page[^1].Seq;
        }

        return tally with { Extra = Math.Max(0, await index.CountAsync(stream.Id, ct) - here) };
    }

    private sealed record Tally(long Stored, long Missing, long Stale, long Extra)
    {
        public bool IsSound => Missing + Stale + Extra == 0;

        public static Tally operator +(Tally a, Tally b) => new(a.Stored + b.Stored, a.Missing + b.Missing, a.Stale + b.Stale, a.Extra + b.Extra);
    }
}

/// <summary>What an index has, to be compared.</summary>
internal interface IIndexReading
{
    /// <summary>The revisions of those of the messages that it has.</summary>
    Task<Dictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct);

    /// <summary>How many messages of a stream it has.</summary>
    Task<long> CountAsync(StreamId stream, CancellationToken ct);
}
