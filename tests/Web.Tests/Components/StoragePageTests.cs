using Bunit;
using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Organization;
using Collab.Web.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class StoragePageTests
{
    [Fact]
    public async Task It_shows_shards_and_moves_and_has_a_bucket_moved()
    {
        var shards = new Shards();
        await using var context = new PageContext(services => Use(services, shards, OrganizationRole.Owner));
        var page = context.Render<StoragePage>();

        Assert.Equal(["up", "silent"], page.FindAll("tr[data-shard] .org-state").Select(s => s.GetAttribute("data-state")));
        Assert.Contains("1.5 MiB", page.Find("[data-shard=shard-0]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Copying", page.Find("[data-move='7']").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-move='7'] progress"));
        Assert.Empty(page.FindAll("[data-move='8'] :is(progress, button)"));

        await page.FindAll("form button").Single(b => b.TextContent == "Largest buckets").ClickAsync(new());
        await page.Find("[data-bucket='12'] button").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.Equal((new Bucket(12), "shard-1"), Assert.Single(shards.Planned));

        shards.Refusal = new Error.Conflict("move.running", "Bucket 12 is being moved already.");
        await page.Find("form").SubmitAsync();
        Assert.Equal("Bucket 12 is being moved already.", page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Even_shards_are_said_to_be_even()
    {
        await using var context = new PageContext(services => Use(services, new Shards(), OrganizationRole.Owner));
        var page = context.Render<StoragePage>();
        await page.FindAll("form button").Single(b => b.TextContent == "Rebalance").ClickAsync(new());
        Assert.Equal("The shards are even: nothing is to be moved.", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task It_is_not_there_for_others()
    {
        await using var context = new PageContext(services => Use(services, new Shards(), OrganizationRole.Member));
        var page = context.Render<StoragePage>();

        Assert.Equal("This is not here, or you do not have access.", page.Find("[role=alert]").TextContent);
        Assert.Empty(page.FindAll("table, form"));
    }

    private static void Use(IServiceCollection services, IShardAdministration shards, OrganizationRole role)
    {
        services.AddSingleton(shards);
        services.AddSingleton<IIdSource>(new SnowflakeIdSource(1, TimeProvider.System));
        services.AddSingleton<IActorSource>(new Somebody(new Actor(StreamModel.Me, new OrganizationId(1), role)));
    }

    private sealed class Somebody(Actor actor) : IActorSource
    {
        public Task<Actor?> FindAsync(System.Security.Claims.ClaimsPrincipal principal, CancellationToken ct) => Task.FromResult<Actor?>(actor);
    }

    private sealed class Shards : IShardAdministration
    {
        public List<(Bucket, string)> Planned { get; } = [];

        public Error? Refusal { get; set; }

        public Task<IReadOnlyList<ShardView>> ListShardsAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ShardView>>([new(0, "shard-0", true, 1000, 5, 3 << 19, 12.5), new(1, "shard-1", false, 24, null, null, null)]);

        public Task<IReadOnlyList<BucketView>> ListBucketsAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<BucketView>>([new(new Bucket(12), "shard-0", 4000)]);

        public Task<IReadOnlyList<MoveView>> ListMovesAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<MoveView>>(
            [
                new(new Bucket(7), "shard-0", "shard-1", MoveStep.Copying, 50, 100, TimeSpan.Zero, true, false, null),
                new(new Bucket(8), "shard-0", "shard-1", MoveStep.Done, 100, 100, TimeSpan.FromMilliseconds(55), false, false, null),
            ]);

        public Task<Result<MoveView>> PlanAsync(Bucket bucket, string target, AuditEntry? audit, CancellationToken ct)
        {
            if (Refusal is not null)
                return Task.FromResult<Result<MoveView>>(Refusal);
            Assert.Equal(AuditActs.BucketMovePlanned, audit?.Act);
            Planned.Add((bucket, target));
            return Task.FromResult<Result<MoveView>>(new MoveView(bucket, "shard-0", target, MoveStep.Planned, 0, 0, TimeSpan.Zero, false, false, null));
        }

        public Task<Result<MoveView>> AbortAsync(Bucket bucket, AuditEntry? audit, CancellationToken ct) => Task.FromResult<Result<MoveView>>(new Error.NotFound());

        public Task<MoveView?> WorkAsync(Bucket? bucket, TimeSpan grace, CancellationToken ct) => Task.FromResult<MoveView?>(null);
    }
}
