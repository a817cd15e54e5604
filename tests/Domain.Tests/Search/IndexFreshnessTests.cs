using Collab.Domain.Audit;
using Collab.Domain.Consumers;
using Collab.Domain.Search;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Domain.Tests.Search;

public sealed class IndexFreshnessTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Consumers _consumers = new();
    private readonly Index _index = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9.9, 0)]
    [InlineData(10, 10)]
    [InlineData(125, 125)]
    public async Task It_says_how_far_behind_the_index_is_when_that_is_worth_a_word(double lag, double said)
    {
        _consumers.Lag = lag;
        Assert.Equal(new IndexLag(TimeSpan.FromSeconds(said), false), await Freshness().ReadAsync(Ct));
    }

    [Theory]
    [InlineData(IndexCondition.Working, false)]
    [InlineData(IndexCondition.Degraded, true)]
    public async Task It_says_when_the_index_is_not_complete(IndexCondition condition, bool isIncomplete)
    {
        _index.Condition = condition;
        Assert.Equal(isIncomplete, (await Freshness().ReadAsync(Ct)).IsIncomplete);
    }

    [Fact]
    public async Task All_who_ask_within_ten_seconds_share_one_look()
    {
        var freshness = Freshness();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => freshness.ReadAsync(Ct)));
        _consumers.Lag = 60;
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.Zero, (await freshness.ReadAsync(Ct)).Behind);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(60), (await freshness.ReadAsync(Ct)).Behind);
    }

    [Fact]
    public async Task What_cannot_be_looked_up_is_not_said()
    {
        _index.Fault = new OutageException("away");
        Assert.Equal(IndexLag.None, await Freshness().ReadAsync(Ct));
    }

    [Fact]
    public async Task A_part_that_hangs_keeps_no_search_waiting()
    {
        _index.Answer = new TaskCompletionSource();
        var reading = Freshness().ReadAsync(Ct);
        Assert.False(reading.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(IndexLag.None, await reading);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IndexFreshness Freshness() => new(_consumers, _index, _time);

    private sealed class Consumers : IConsumerStore
    {
        public double Lag { get; set; }

        public Task<IReadOnlyList<ConsumerView>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<ConsumerView>>(
        [
            ConsumerView.Of("another", [new ConsumerOnShard("shard-0", ConsumerCondition.Current, 0, 3600, 0, null)]),
            ConsumerView.Of(SearchFeed.ConsumerName, [new ConsumerOnShard("shard-0", ConsumerCondition.Current, 0, 0, 0, null), new ConsumerOnShard("shard-1", ConsumerCondition.Current, 0, Lag, 0, null)]),
        ]);

        public Task<Page<ParkedEvent>> ListParkedAsync(string? consumer, Cursor? cursor, int limit, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result<Done>> RetryAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

        public Task<int> RetryAllAsync(string consumer, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result<Done>> DiscardAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class Index : ISearchIndex
    {
        public IndexCondition Condition { get; set; }

        public Exception? Fault { get; set; }

        public TaskCompletionSource? Answer { get; set; }

        public async Task<IndexState> CheckAsync(CancellationToken ct)
        {
            if (Answer is { } answer)
                await answer.Task;
            return Fault is null ? new IndexState("an engine", Condition, 0, null) : throw Fault;
        }

        public Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) => throw new NotSupportedException();

        public Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) => throw new NotSupportedException();
    }
}
