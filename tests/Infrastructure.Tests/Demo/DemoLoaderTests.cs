using System.Collections.Concurrent;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Demo;

// The content goes once into an organization, so each test has an installation of its own.
public abstract class DemoLoaderContract(TestInstallation installation) : IAsyncLifetime
{
    private const int People = 60;
    private Stage? _here;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestInstallation Installation => installation;

    private Stage Here => _here ??= new Stage(installation.Services);

    public async ValueTask InitializeAsync() => await installation.StartAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return installation.DisposeAsync();
    }

    [Fact]
    public async Task People_who_post_and_change_an_open_channel_meanwhile_lose_nothing()
    {
        var org = await Installation.OrganizationAsync();
        var stream = await org.AddChannelAsync("everybody", ChannelVisibility.OrgWide);
        var acknowledged = new ConcurrentBag<MessageView>();
        using var stop = new CancellationTokenSource();
        var posters = Enumerable.Range(0, 3).Select(_ => Task.Run(() => PostUntilAsync(stream, org.Owner, acknowledged, stop.Token), Ct)).ToArray();
        await Eventually.TrueAsync(() => !acknowledged.IsEmpty, "somebody posts");

        var loaded = await LoadAsync(org.Workspace, new Steps(async () =>
            await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, org.Owner), new StreamChange { Topic = "changed meanwhile" }, Ct)));
        Assert.True(loaded.IsOk);
        await stop.CancelAsync();
        await Task.WhenAll(posters);

        var (head, history) = (await Here.HeadAsync(stream), await Here.HistoryAsync(stream));
        Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(m => m.Seq));
        Assert.Equal(history.Count, head.LastSeq);
        Assert.True(history.Count > acknowledged.Count + 100, "The demo content is in the channel too.");
        Assert.All(acknowledged, m => Assert.Equal((m.Id, m.Text), (history[(int)m.Seq - 1].Id, history[(int)m.Seq - 1].Text)));
        Assert.Equal("changed meanwhile", head.Topic);
        Assert.Equal(Enumerable.Range(1, (int)head.Version).Select(i => (long)i), (await Here.OutboxAsync(stream)).Select(o => o.Version));
        Assert.Equal(await CountAsync(stream), head.MemberCount);
        Assert.True(head.MemberCount >= People - 1);
        await AssertThreadsAndReactionsAsync(stream, history);
    }

    [Fact]
    public async Task Channels_made_before_keep_their_names_and_an_org_wide_one_made_meanwhile_seats_the_crowd()
    {
        var org = await Installation.OrganizationAsync();
        var own = await org.AddChannelAsync("design");
        var late = new TaskCompletionSource<StreamId>();

        var loaded = await LoadAsync(org.Workspace, new Steps(async () =>
        {
            if (!late.Task.IsCompleted)
                late.SetResult(await org.AddChannelAsync("late", ChannelVisibility.OrgWide));
        }));

        Assert.True(loaded.IsOk);
        var found = await Installation.Get<IChannelDirectory>().FindByNamesAsync(org.Workspace, ["design", "design-2"], Ct);
        Assert.Equal(own, Assert.Single(found, c => c.Name == "design").Id);
        Assert.Equal("design-2", (await Here.HeadAsync(Assert.Single(found, c => c.Name == "design-2").Id)).Name);
        var stream = await late.Task;
        Assert.Equal(People, (await Here.HeadAsync(stream)).MemberCount); // the owner, and all of the crowd but the guest
        Assert.Equal(People, await CountAsync(stream));
    }

    private async Task<Domain.Shared.Result<DemoCast>> LoadAsync(WorkspaceId place, IProgress<DemoProgress> progress)
    {
        var org = await Installation.OrganizationAsync();
        var workspace = new Workspace(place, org.Id, "space", "Space", Installation.Time.GetUtcNow());
        return await Installation.Get<IDemoLoader>().LoadAsync(new DemoRequest(org.OwnerActor, workspace, 7, People, "hash"), progress, Ct);
    }

    private async Task PostUntilAsync(StreamId stream, UserId by, ConcurrentBag<MessageView> acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            acknowledged.Add(await Here.PostAsync(stream, by));
    }

    private async Task<int> CountAsync(StreamId stream) =>
        (await Here.RowsAsync(stream, c => c.Seats.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.LeftSeq == null))).Count;

    private async Task AssertThreadsAndReactionsAsync(StreamId stream, List<MessageView> history)
    {
        var threads = await Here.RowsAsync(stream, c => c.Streams.Where(s => s.Bucket == stream.Bucket && s.ParentId == stream));
        Assert.NotEmpty(threads);
        Assert.Equal(threads.Select(t => (t.ParentSeq!.Value, t.StreamId)).Order(), history.Where(m => m.Thread is not null).Select(m => (m.Seq, m.Thread!.Stream)).Order());
        foreach (var thread in threads)
            Assert.Equal(await CountAsync(thread.StreamId), thread.MemberCount);
        var reactions = await Here.RowsAsync(stream, c => c.Reactions.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream));
        Assert.NotEmpty(reactions);
        Assert.Equal(
            reactions.GroupBy(r => (r.Seq, r.Emoji)).Select(g => (g.Key, g.Count())).Order(),
            history.SelectMany(m => m.Reactions, (m, r) => ((m.Seq, r.Emoji), r.Count)).Order());
    }

    // At each step of the loader, something happens in the channel, and the loader waits for it.
    private sealed class Steps(Func<Task> act) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => Task.Run(act).GetAwaiter().GetResult();
    }
}

public sealed class DemoLoaderOnSqliteTests() : DemoLoaderContract(new SqliteInstallation());

public sealed class DemoLoaderOnMariaDbTests(MariaDbFixture server) : DemoLoaderContract(new MariaDbInstallation(server));
