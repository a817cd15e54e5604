using System.Collections.Concurrent;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Receipts;

/// <summary>Counts that many people of this node ask for: those who come within a second of whoever asked first get the same answer.</summary>
internal sealed class SharedCounts(TimeProvider time)
{
    private const int MostKept = 4096;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Key, Answer> _answers = new();

    /// <summary>The counts; giving up waiting disturbs nobody else, and what failed is asked for again.</summary>
    public async Task<ReceiptCounts> GetAsync(StreamId stream, long seq, bool allowsOptOut, Func<Task<ReceiptCounts>> load, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var key = new Key(stream, seq, allowsOptOut);
        var now = time.GetUtcNow();
        var answer = _answers.AddOrUpdate(key, _ => New(), (_, known) => IsOld(known) ? New() : known);
        if (_answers.Count > MostKept)
            Forget();
        try
        {
            return await answer.Counts.Value.WaitAsync(ct);
        }
        catch (Exception) when (answer.Counts.Value.IsFaulted)
        {
            _answers.TryRemove(new KeyValuePair<Key, Answer>(key, answer));
            throw;
        }

        Answer New() => new(now, new Lazy<Task<ReceiptCounts>>(() => Task.Run(load, CancellationToken.None))); // it serves many

        bool IsOld(Answer known) => now - known.AskedAt >= Rest || now < known.AskedAt;
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var old in _answers.Where(a => now - a.Value.AskedAt >= Rest))
            _answers.TryRemove(old);
    }

    private sealed record Key(StreamId Stream, long Seq, bool AllowsOptOut);

    private sealed record Answer(DateTimeOffset AskedAt, Lazy<Task<ReceiptCounts>> Counts);
}
