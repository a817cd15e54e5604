using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Messages;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

public sealed class SharedPagesTests : IDisposable
{
    private static readonly StreamId Stream = new(1024);
    private static readonly MessageRange Newest = MessageRange.Newest(50);

    private readonly ConcurrentQueue<TaskCompletionSource<MessagePage>> _loads = new();
    private readonly SharedPages _pages = new(capacity: 200_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Those_who_ask_at_once_share_a_read_and_those_who_come_later_find_it()
    {
        Task<MessagePage>[] asked = [.. Enumerable.Range(0, 100).Select(_ => GetAsync(version: 7))];
        (await LoadAsync(1)).SetResult(Page(7, "hello"));
        var found = await Task.WhenAll(asked);
        Assert.All(found, page => Assert.Same(found[0], page));

        Assert.Same(found[0], await GetAsync(version: 7));
        Assert.Single(_loads);
    }

    [Fact]
    public async Task Another_version_another_range_and_another_stream_are_read_by_themselves()
    {
        Task<MessagePage>[] asked =
        [
            GetAsync(version: 7), GetAsync(version: 8), GetAsync(version: 7, range: MessageRange.Before(20, 50)), GetAsync(version: 7, stream: new StreamId(2048)),
        ];
        await LoadAsync(4);
        foreach (var load in _loads)
            load.SetResult(Page(7, "x"));
        Assert.Equal(4, (await Task.WhenAll(asked)).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task A_read_that_failed_is_not_remembered()
    {
        var first = GetAsync(version: 7);
        (await LoadAsync(1)).SetException(new InvalidOperationException("away"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);

        var second = GetAsync(version: 7);
        (await LoadAsync(2)).SetResult(Page(7, "back"));
        Assert.Equal("back", Assert.Single((await second).Items).Text);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_read_to_the_others()
    {
        using var patience = new CancellationTokenSource();
        var impatient = GetAsync(version: 7, patience: patience);
        var patient = GetAsync(version: 7);
        var load = await LoadAsync(1);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        load.SetResult(Page(7, "here"));
        Assert.Single((await patient).Items);
    }

    [Fact]
    public async Task What_does_not_fit_is_read_and_not_kept()
    {
        var first = GetAsync(version: 7);
        (await LoadAsync(1)).SetResult(Page(7, new string('x', 300_000)));
        await first;
        var second = GetAsync(version: 7);
        (await LoadAsync(2)).SetResult(Page(7, "small"));
        Assert.Equal("small", Assert.Single((await second).Items).Text);
    }

    private Task<MessagePage> GetAsync(long version, MessageRange? range = null, StreamId? stream = null, CancellationTokenSource? patience = null) =>
        _pages.GetAsync(
            stream ?? Stream,
            version,
            range ?? Newest,
            () =>
            {
                var load = new TaskCompletionSource<MessagePage>(TaskCreationOptions.RunContinuationsAsynchronously);
                _loads.Enqueue(load);
                return load.Task;
            },
            patience?.Token ?? Ct);

    private async Task<TaskCompletionSource<MessagePage>> LoadAsync(int count)
    {
        await Support.Eventually.TrueAsync(() => _loads.Count == count, $"{count} reads have begun");
        return _loads.Last();
    }

    private static MessagePage Page(long version, string text) => new(
        [new MessageView { Stream = Stream, Seq = 1, Id = new MessageId(1), Author = new UserId(1), ClientKey = "k", Text = text, Html = "", PostedAt = default, Revision = version }],
        HasOlder: false,
        HasNewer: false,
        version);
}
