using Collab.Domain.Consumers;

namespace Collab.Domain.Search;

/// <summary>
/// How far the index is behind what was said, for whoever searches. It is looked up once in a while and shared by all who
/// ask meanwhile: a search must not cost a look at every shard.
/// </summary>
public sealed class IndexFreshness(IConsumerStore consumers, ISearchIndex index, TimeProvider time)
{
    /// <summary>For how long an answer is good.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    /// <summary>Less than this is not worth a word.</summary>
    public static readonly TimeSpan LeastLag = TimeSpan.FromSeconds(10);

    // A part that hangs must not make every search wait for this.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lock _reading = new();
    private DateTimeOffset _readAt;
    private Task<IndexLag>? _lag;

    /// <summary>How far it is behind; <see cref="IndexLag.None"/> when that cannot be said.</summary>
    public async Task<IndexLag> ReadAsync(CancellationToken ct)
    {
        Task<IndexLag> lag;
        lock (_reading)
        {
            if (_lag is null || time.GetUtcNow() - _readAt >= KeptFor)
                (_lag, _readAt) = (Task.Run(LookAsync, CancellationToken.None), time.GetUtcNow()); // many wait for it
            lag = _lag;
        }

        try
        {
            return await lag.WaitAsync(Patience, time, ct);
        }
        catch (TimeoutException)
        {
            return IndexLag.None;
        }
    }

    private async Task<IndexLag> LookAsync()
    {
        try
        {
            // Many wait for it: nobody's leaving may end it.
            var state = await index.CheckAsync(CancellationToken.None);
            var feed = (await consumers.ListAsync(CancellationToken.None)).FirstOrDefault(c => c.Name == SearchFeed.ConsumerName);
            var behind = TimeSpan.FromSeconds(feed?.LagSeconds ?? 0);
            return new IndexLag(behind >= LeastLag ? behind : TimeSpan.Zero, state.Condition == IndexCondition.Degraded);
        }
#pragma warning disable CA1031 // What was found is shown, whatever keeps this remark from being made; health pages tell of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return IndexLag.None;
        }
    }
}

/// <summary>What may be missing from a search.</summary>
/// <param name="Behind">What was said since then may not be found yet; zero when all is.</param>
/// <param name="IsIncomplete">The index is being filled, or is short of something: messages of any age may be missing.</param>
public sealed record IndexLag(TimeSpan Behind, bool IsIncomplete)
{
    /// <summary>Nothing is missing, as far as is known.</summary>
    public static IndexLag None { get; } = new(TimeSpan.Zero, false);
}
