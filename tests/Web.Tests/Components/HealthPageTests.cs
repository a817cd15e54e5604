using Bunit;
using Collab.Domain.Audit;
using Collab.Domain.Consumers;
using Collab.Domain.Health;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Search;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Organization;
using Collab.Web.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class HealthPageTests
{
    [Fact]
    public async Task It_shows_parts_consumers_and_what_is_parked_and_has_one_retried()
    {
        var store = new Store();
        await using var context = new PageContext(services => Use(services, store, OrganizationRole.Admin));
        var page = context.Render<HealthPage>();

        Assert.Equal(["up", "silent", "up", "draining"], page.FindAll(".org-parts .org-state").Select(s => s.GetAttribute("data-state")));
        Assert.Contains("Not complete: 1,234 messages", page.Find("[data-part='Lucene 4.8']").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 h 2 min", page.Find("[data-consumer=slow]").TextContent, StringComparison.Ordinal);
        var row = page.Find("[data-parked='slow.5.7']");
        Assert.Contains("Message posted", row.TextContent, StringComparison.Ordinal);
        await row.QuerySelector("button")!.ClickAsync(new());

        Assert.Equal(new ParkedKey("slow", new StreamId(5), 7), Assert.Single(store.Retried));
        Assert.Contains("Being retried", page.Find("[data-parked='slow.5.7']").TextContent, StringComparison.Ordinal);
        await page.Find("[data-consumer=slow] button").ClickAsync(new());
        Assert.Equal("slow", Assert.Single(store.RetriedAll));
    }

    [Fact]
    public async Task It_is_not_there_for_others()
    {
        await using var context = new PageContext(services => Use(services, new Store(), OrganizationRole.Member));
        var page = context.Render<HealthPage>();

        Assert.Equal("This is not here, or you do not have access.", page.Find("[role=alert]").TextContent);
        Assert.Empty(page.FindAll("table, .org-parts"));
    }

    private static void Use(IServiceCollection services, IConsumerStore store, OrganizationRole role)
    {
        services.AddSingleton(store);
        services.AddSingleton<IPartProbe>(new Probe());
        services.AddSingleton<ISearchIndex>(new FillingIndex());
        services.AddSingleton<IIdSource>(new SnowflakeIdSource(1, TimeProvider.System));
        services.AddSingleton<IActorSource>(new Somebody(new Actor(StreamModel.Me, new OrganizationId(1), role)));
    }

    private sealed class Somebody(Actor actor) : IActorSource
    {
        public Task<Actor?> FindAsync(System.Security.Claims.ClaimsPrincipal principal, CancellationToken ct) => Task.FromResult<Actor?>(actor);
    }

    private sealed class FillingIndex : ISearchIndex
    {
        public Task<IndexState> CheckAsync(CancellationToken ct) => Task.FromResult(new IndexState("Lucene 4.8", IndexCondition.Degraded, 1234, null));

        public Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct) => throw new NotSupportedException();

        public Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class Probe : IPartProbe
    {
        public Task<IReadOnlyList<PartView>> AskAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<PartView>>(
                [new("directory", PartKind.Directory, true, 1.5), new("shard-0", PartKind.Shard, false, null), new("redis", PartKind.Bus, true, null)]);
    }

    private sealed class Store : IConsumerStore
    {
        public List<ParkedKey> Retried { get; } = [];

        public List<string> RetriedAll { get; } = [];

        public Task<IReadOnlyList<ConsumerView>> ListAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ConsumerView>>([ConsumerView.Of("slow", [new ConsumerOnShard("shard-0", ConsumerCondition.Stopped, 3, 3725, 1, "SocketException")])]);

        public Task<Page<ParkedEvent>> ListParkedAsync(string? consumer, Cursor? cursor, int limit, CancellationToken ct) =>
            Task.FromResult(new Page<ParkedEvent>(
                [new("slow.5.7", "slow", new StreamId(5), 7, "message.posted", "Broken in X", 5, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Retried.Count > 0 ? DateTimeOffset.UnixEpoch : null)], null));

        public Task<Result<Done>> RetryAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct)
        {
            Retried.Add(parked);
            return Task.FromResult<Result<Done>>(Done.Value);
        }

        public Task<int> RetryAllAsync(string consumer, AuditEntry audit, CancellationToken ct)
        {
            RetriedAll.Add(consumer);
            return Task.FromResult(1);
        }

        public Task<Result<Done>> DiscardAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct) => Task.FromResult<Result<Done>>(Done.Value);
    }
}
