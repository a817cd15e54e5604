using System.Collections.Concurrent;
using Collab.Domain.Shared.Storage;
using Collab.Support;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public sealed class SharedReadsTests
{
    private readonly ConcurrentQueue<Query> _queries = new();
    private readonly SharedReads<int, string> _reads;

    public SharedReadsTests() => _reads = new SharedReads<int, string>(keys =>
    {
        var query = new Query([.. keys]);
        _queries.Enqueue(query);
        return query.Rows.Task;
    });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_alone_goes_at_once_and_finds_its_row_or_none()
    {
        var (there, missing) = (_reads.FindAsync(2, Ct), default(Task<string?>));
        (await QueryAsync(1)).Answer();
        Assert.Equal("row 2", await there);

        missing = _reads.FindAsync(3, Ct);
        (await QueryAsync(2)).Answer();
        Assert.Null(await missing);
    }

    [Fact]
    public async Task Whoever_comes_while_a_query_is_under_way_shares_the_next_one()
    {
        var first = _reads.FindAsync(2, Ct);
        var running = await QueryAsync(1);
        Task<string?>[] later = [.. new[] { 2, 4, 4, 5 }.Select(key => _reads.FindAsync(key, Ct))];

        // The first query was asked before them: what it finds may be older than their question.
        running.Answer("old");
        Assert.Equal("old 2", await first);
        var next = await QueryAsync(2);
        Assert.Equal([2, 4, 5], next.Keys.Order());
        Assert.All(later, read => Assert.False(read.IsCompleted));
        next.Answer("new");

        Assert.Equal(["new 2", "new 4", "new 4", null], await Task.WhenAll(later));
        Assert.Equal(2, _queries.Count);
    }

    [Fact]
    public async Task A_crowd_is_read_in_queries_of_bounded_size()
    {
        var first = _reads.FindAsync(0, Ct);
        var running = await QueryAsync(1);
        const int Crowd = (2 * SharedReads<int, string>.MaxKeys) + 2;
        Task<string?>[] crowd = [.. Enumerable.Range(1, Crowd).Select(i => _reads.FindAsync(2 * i, Ct))];

        running.Answer();
        for (var i = 2; i <= 4; i++)
            (await QueryAsync(i)).Answer();

        Assert.Equal("row 0", await first);
        Assert.Equal(Enumerable.Range(1, Crowd).Select(i => $"row {2 * i}"), await Task.WhenAll(crowd));
        Assert.Equal([1, SharedReads<int, string>.MaxKeys, SharedReads<int, string>.MaxKeys, 2], _queries.Select(q => q.Keys.Length));
    }

    [Fact]
    public async Task A_failure_is_told_to_those_who_shared_the_query_and_to_nobody_else()
    {
        var first = _reads.FindAsync(0, Ct);
        var running = await QueryAsync(1);
        Task<string?>[] together = [_reads.FindAsync(2, Ct), _reads.FindAsync(4, Ct)];
        running.Answer();
        Assert.Equal("row 0", await first);

        var failing = await QueryAsync(2);
        var after = _reads.FindAsync(6, Ct);
        failing.Rows.SetException(new TimeoutException("the database is away"));

        foreach (var read in together)
            await Assert.ThrowsAsync<TimeoutException>(() => read);
        (await QueryAsync(3)).Answer();
        Assert.Equal("row 6", await after);
    }

    [Fact]
    public async Task A_query_that_cannot_even_begin_does_not_stop_those_after_it()
    {
        var calls = 0;
        var reads = new SharedReads<int, string>(keys => calls++ == 0 ? throw new InvalidOperationException("no connection") : Task.FromResult(RowsOf(keys, "row")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => reads.FindAsync(2, Ct));

        Assert.Equal("row 2", await reads.FindAsync(2, Ct));
    }

    [Fact]
    public async Task Giving_up_disturbs_nobody_else()
    {
        using var patience = new CancellationTokenSource();
        var first = _reads.FindAsync(0, patience.Token);
        var running = await QueryAsync(1);
        Task<string?>[] next = [_reads.FindAsync(2, patience.Token), _reads.FindAsync(2, Ct), _reads.FindAsync(4, Ct)];

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next[0]);
        running.Answer();
        (await QueryAsync(2)).Answer();
        Assert.Equal(["row 2", "row 4"], await Task.WhenAll(next[1], next[2]));
    }

    [Fact]
    public async Task Whoever_has_given_up_already_asks_for_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _reads.FindAsync(2, new CancellationToken(canceled: true)));

        Assert.Empty(_queries);
    }

    [Fact]
    public async Task A_query_does_not_run_in_the_name_of_whoever_came_first()
    {
        var name = new AsyncLocal<string?>();
        var seen = new TaskCompletionSource<string?>();
        var reads = new SharedReads<int, string>(keys =>
        {
            seen.SetResult(name.Value);
            return Task.FromResult(RowsOf(keys, "row"));
        });
        name.Value = "the first one's request";

        await reads.FindAsync(2, Ct);

        Assert.Null(await seen.Task);
    }

    // Even keys have a row.
    private static IReadOnlyDictionary<int, string> RowsOf(IReadOnlyCollection<int> keys, string row) =>
        keys.Where(key => key % 2 == 0).ToDictionary(key => key, key => $"{row} {key}");

    private async Task<Query> QueryAsync(int number)
    {
        await Eventually.TrueAsync(() => Task.FromResult(_queries.Count >= number), $"query {number} begins");
        return _queries.ElementAt(number - 1);
    }

    private sealed record Query(int[] Keys)
    {
        public TaskCompletionSource<IReadOnlyDictionary<int, string>> Rows { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Answer(string row = "row") => Rows.SetResult(RowsOf(Keys, row));
    }
}
