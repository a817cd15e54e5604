using Collab.Domain.Shared.Events;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Writing;

/// <summary>
/// Sends changes in chunks. When there is too much to do it sends less at once and waits longer, and tries again what
/// was not taken; after a while it gives up, and whoever called comes again later.
/// </summary>
internal sealed class BulkWriter(ElasticClient client, ElasticsearchOptions options, TimeProvider time)
{
    private const int MaxItems = 1000;
    private const int MaxBytes = 5 * 1024 * 1024;
    private const int MaxBusy = 8;

    // No answer at all has taken its time already.
    private const int CostOfLate = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Durable when it returns. False when an index that a line names is not there any more.</summary>
    /// <exception cref="DocumentRefusedException">Some do not fit; all others were taken.</exception>
    public async Task<bool> WriteAsync(IReadOnlyList<BulkLine> lines, CancellationToken ct)
    {
        var waiting = new Queue<BulkLine>(lines);
        var refusals = new List<DocumentRefusal>();
        var (most, busy, allThere) = (MaxItems, 0, true);
        while (waiting.Count > 0)
        {
            var chunk = Take(waiting, most);
            var answer = await client.SendAsync(ElasticRequest.Bulk(Join(chunk)), ct);
            var outcome = BulkOutcome.Of(answer, chunk);
            refusals.AddRange(outcome.Refused);
            allThere &= !outcome.MissesIndex;
            foreach (var line in outcome.Again)
                waiting.Enqueue(line);
            if (outcome.Again.Count == 0)
            {
                (most, busy) = (Math.Min(MaxItems, most * 2), 0);
                continue;
            }

            busy = outcome.Again.Count < chunk.Count ? 1 : busy + (answer.IsLate ? CostOfLate : 1);
            if (busy > MaxBusy)
                throw new OutageException($"Elasticsearch has too much to do: {outcome.Again.Count} of {chunk.Count} changes were not taken.");
            most = Math.Max(1, chunk.Count / 2);
            await Task.Delay(Pause(busy), time, ct);
        }

        // Whoever looks for the index again sends what was refused again as well, and hears of it then.
        return !allThere || refusals.Count == 0 ? allThere : throw new DocumentRefusedException(refusals);
    }

    private static List<BulkLine> Take(Queue<BulkLine> waiting, int most)
    {
        var chunk = new List<BulkLine>();
        for (var bytes = 0; chunk.Count < most && waiting.TryPeek(out var next); bytes += next.Bytes.Length)
        {
            if (chunk.Count > 0 && bytes + next.Bytes.Length > MaxBytes)
                break;
            chunk.Add(waiting.Dequeue());
        }

        return chunk;
    }

    private static ReadOnlyMemory<byte> Join(List<BulkLine> chunk)
    {
        var body = new byte[chunk.Sum(line => line.Bytes.Length)];
        var at = 0;
        foreach (var line in chunk)
        {
            line.Bytes.CopyTo(body.AsMemory(at));
            at += line.Bytes.Length;
        }

        return body;
    }

    private TimeSpan Pause(int busy)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, options.RetryPause.TotalMilliseconds * Math.Pow(2, busy - 1));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
