using Collab.Domain.Audit;
using Collab.Domain.Holds;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Holds;

/// <summary>Holds are kept as they were placed, one decision ends each, and no node that knows of none runs beside them.</summary>
public abstract class HoldStoreContract(TestInstallation installation) : HoldStage(installation)
{
    [Fact]
    public async Task What_was_placed_is_found_as_it_was_in_its_own_organization_alone()
    {
        var now = Installation.Time.GetUtcNow();
        var hold = await PlaceAsync(new HoldScope(false, [new UserId(11), new UserId(12)], [new StreamId(13)], now.AddDays(-1), now.AddDays(1)));

        Assert.Equivalent(hold, await Holds.FindAsync(Here.Organization, hold.Id, Ct), strict: true);
        Assert.Equivalent(hold, (await Holds.ListAsync(Here.Organization, null, 1, Ct)).Items[0], strict: true);
        Assert.Contains(await Holds.ListInForceAsync(Ct), h => h.Id == hold.Id);
        Assert.Null(await Holds.FindAsync(new OrganizationId(78), hold.Id, Ct));
        Assert.Equal([AuditActs.HoldPlaced], await ActsAsync(hold));
    }

    [Fact]
    public async Task Of_many_who_release_and_keep_at_once_one_decides_and_one_entry_says_so()
    {
        var hold = await PlaceAsync(Nothing with { People = [new UserId(11)] });
        var (now, asker) = (Installation.Time.GetUtcNow(), new UserId(20));
        var asked = hold with { Release = new HoldRelease(asker, now, "the matter is closed", null, null) };
        Assert.True((await Holds.SetReleaseAsync(hold, asked.Release, EntryOf(hold, AuditActs.HoldReleaseAsked), Ct)).IsOk);
        Assert.True((await Holds.FindAsync(Here.Organization, hold.Id, Ct))!.IsInForce);

        var decided = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0
            ? Holds.SetReleaseAsync(asked, asked.Release! with { ReleasedBy = new UserId(30 + i), ReleasedAt = now }, EntryOf(hold, AuditActs.HoldReleased), Ct)
            : Holds.SetReleaseAsync(asked, null, EntryOf(hold, AuditActs.HoldKept), Ct)));

        var winner = Assert.Single(decided.Index(), d => d.Item.IsOk).Index;
        Assert.All(decided.Where(d => !d.IsOk), d => Assert.Equal("hold.changed", Assert.IsType<Error.Conflict>(d.Error).Code));
        var left = (await Holds.FindAsync(Here.Organization, hold.Id, Ct))!;
        Assert.Equal(winner % 2 == 0 ? new UserId(30 + winner) : null, left.Release?.ReleasedBy);
        Assert.Equal(winner % 2 != 0, left.IsInForce);
        Assert.Equal([AuditActs.HoldPlaced, AuditActs.HoldReleaseAsked, winner % 2 == 0 ? AuditActs.HoldReleased : AuditActs.HoldKept], await ActsAsync(hold));
    }

    [Fact]
    public async Task No_hold_is_placed_beside_a_node_that_knows_of_none_and_none_can_start_from_then_on()
    {
        var directory = Installation.Get<Database<DirectoryContext>>();
        var older = NodeHolder.New() with { Machine = "old-chat", Directory = 16 };
        await directory.WriteAsync(
            context =>
            {
                context.NodeLeases.Add(new NodeLeaseRow { Node = 900, Holder = older.ToString(), ExpiresAt = long.MaxValue });
                return Task.CompletedTask;
            },
            Ct);
        var hold = new Hold { Id = Here.Ids.Next<HoldId>(), Organization = Here.Organization, Name = "M", Reason = "a reason that will do", Scope = Nothing, PlacedBy = new UserId(5), PlacedAt = Installation.Time.GetUtcNow() };

        var refused = Assert.IsType<Error.Conflict>((await Holds.PlaceAsync(hold, EntryOf(hold, AuditActs.HoldPlaced), Ct)).Error);
        Assert.Equal("hold.older_nodes", refused.Code);
        Assert.Contains(older.Name, refused.Message, StringComparison.Ordinal);
        Assert.Null(await Holds.FindAsync(Here.Organization, hold.Id, Ct));
        Assert.Empty(await ActsAsync(hold));

        await directory.WriteAsync(context => context.NodeLeases.Where(n => n.Node == 900).ExecuteDeleteAsync(Ct), Ct);
        Assert.True((await Holds.PlaceAsync(hold, EntryOf(hold, AuditActs.HoldPlaced), Ct)).IsOk);
        Assert.Equal(17, (await SchemaState.ReadAsync(directory.Address, Ct)).OldestCode);
    }

    [Fact]
    public async Task Whether_a_release_needs_two_is_the_organizations()
    {
        var organization = (await Installation.OrganizationAsync()).OwnerActor.Organization;
        var hold = await PlaceAsync(Nothing with { People = [new UserId(11)] });
        foreach (var wanted in new[] { true, false })
        {
            Assert.True((await Holds.SetNeedsTwoAsync(organization, wanted, EntryOf(hold, AuditActs.HoldPolicyChanged), Ct)).IsOk);
            Assert.Equal(wanted, await Holds.NeedsTwoAsync(organization, Ct));
        }

        Assert.IsType<Error.NotFound>((await Holds.SetNeedsTwoAsync(new OrganizationId(1), true, EntryOf(hold, AuditActs.HoldPolicyChanged), Ct)).Error);
    }

    private Task<List<string>> ActsAsync(Hold hold) =>
        Installation.Get<Database<DirectoryContext>>().ReadAsync(context => context.AuditEntries.Where(e => e.Target == hold.Target).OrderBy(e => e.EntryId).Select(e => e.Act).ToListAsync(Ct), Ct);
}

public sealed class HoldStoreOnSqliteTests(OnSqlite on) : HoldStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class HoldStoreOnMariaDbTests(OnMariaDb on) : HoldStoreContract(on.Installation), IClassFixture<OnMariaDb>;
