using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Roaming;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Roaming;

public abstract class RoamingStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private IRoamingStore Store => Installation.Get<IRoamingStore>();

    [Fact]
    public async Task What_was_asked_for_is_found_as_it_was_in_its_own_organization_alone()
    {
        var (actor, view) = await RequestAsync("Säbel 🗡 — “leak”, matter’s", isOpen: false);

        Assert.Equal(view, await Store.FindAsync(actor.Organization, view.Id, Ct));
        Assert.Equal(view, (await Store.ListAsync(actor.Organization, null, 1, Ct)).Items[0]);
        Assert.Null(await Store.FindAsync(new OrganizationId(actor.Organization.Value + 1), view.Id, Ct));
        Assert.Equal([AuditActs.RoamingRequested], await ActsAsync(view));
    }

    [Fact]
    public async Task Nothing_is_noted_before_it_is_open_and_after_it_has_ended()
    {
        var (actor, view) = await RequestAsync("a reason that will do", isOpen: false);
        Assert.False((await NoteAsync(actor, view, Now)).IsOk);
        Assert.True((await DecideAsync(actor, view, Now.AddHours(1))).IsOk);
        Assert.True((await NoteAsync(actor, view, Now.AddHours(1).AddMilliseconds(-1))).IsOk);
        Assert.Equal("roaming.not_open", Assert.IsType<Error.Conflict>((await NoteAsync(actor, view, Now.AddHours(1))).Error).Code);

        await Store.EndAsync(view.Id, Now.AddMinutes(30), EntryOf(actor, AuditActs.RoamingEnded, view), Ct);
        await Store.EndAsync(view.Id, Now.AddMinutes(40), EntryOf(actor, AuditActs.RoamingEnded, view), Ct);
        Assert.False((await NoteAsync(actor, view, Now.AddMinutes(31))).IsOk);
        Assert.Equal(1, (await Store.FindAsync(actor.Organization, view.Id, Ct))!.Pages);
        Assert.Equal([AuditActs.RoamingRequested, AuditActs.RoamingApproved, AuditActs.RoamingRead, AuditActs.RoamingEnded], await ActsAsync(view));
    }

    [Fact]
    public async Task Of_many_who_decide_at_once_one_does_and_one_entry_says_so()
    {
        var (actor, view) = await RequestAsync("a reason that will do", isOpen: false);

        var decided = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Store.DecideAsync(
            view.Id, new UserId(7_000 + i), Now.AddMinutes(1), i % 2 == 0 ? Now.AddHours(1) : null, EntryOf(actor, i % 2 == 0 ? AuditActs.RoamingApproved : AuditActs.RoamingRefused, view), Ct)));

        var winner = Assert.Single(decided.Index(), d => d.Item.IsOk).Index;
        var now = (await Store.FindAsync(actor.Organization, view.Id, Ct))!;
        Assert.Equal(new UserId(7_000 + winner), now.DecidedBy);
        Assert.Equal(winner % 2 == 0 ? RoamingState.Open : RoamingState.Refused, now.StateAt(Now.AddMinutes(2)));
        Assert.Equal([AuditActs.RoamingRequested, winner % 2 == 0 ? AuditActs.RoamingApproved : AuditActs.RoamingRefused], await ActsAsync(view));
        Assert.All(decided.Where(d => !d.IsOk), d => Assert.Equal("roaming.decided", Assert.IsType<Error.Conflict>(d.Error).Code));
    }

    [Fact]
    public async Task What_has_waited_too_long_is_decided_no_more()
    {
        var (actor, view) = await RequestAsync("a reason that will do", isOpen: false);
        Assert.False((await Store.DecideAsync(view.Id, new UserId(9), Now + RoamingView.WaitsFor, Now.AddHours(30), EntryOf(actor, AuditActs.RoamingApproved, view), Ct)).IsOk);
        Assert.Equal([AuditActs.RoamingRequested], await ActsAsync(view));
    }

    [Fact]
    public async Task The_policy_is_kept_with_its_entry()
    {
        var actor = (await Installation.OrganizationAsync()).OwnerActor;
        Assert.False(await Store.NeedsTwoAsync(actor.Organization, Ct));
        foreach (var wanted in new[] { true, false })
        {
            var entry = new AuditTrail(Installation.Time, Here.Ids).Entry(actor, AuditActs.RoamingPolicyChanged, $"organization:{actor.Organization}");
            Assert.True((await Store.SetNeedsTwoAsync(actor.Organization, wanted, entry, Ct)).IsOk);
            Assert.Equal(wanted, await Store.NeedsTwoAsync(actor.Organization, Ct));
        }
    }

    private async Task<(Actor Actor, RoamingView View)> RequestAsync(string reason, bool isOpen)
    {
        var actor = new Actor(Here.NewPerson(), new OrganizationId(77), OrganizationRole.Auditor, "192.0.2.7");
        var view = new RoamingView(Here.Ids.Next<RoamingId>(), actor.User, new UserId(5), reason, "M-1", 1, Now, null, isOpen ? Now : null, isOpen ? Now.AddHours(1) : null, 0);
        await Store.RequestAsync(view, EntryOf(actor, AuditActs.RoamingRequested, view), Ct);
        return (actor, view);
    }

    private Task<Result<Done>> DecideAsync(Actor actor, RoamingView view, DateTimeOffset endsAt) =>
        Store.DecideAsync(view.Id, new UserId(9), Now, endsAt, EntryOf(actor, AuditActs.RoamingApproved, view), Ct);

    private Task<Result<Done>> NoteAsync(Actor actor, RoamingView view, DateTimeOffset at) => Store.NoteAsync(view.Id, at, EntryOf(actor, AuditActs.RoamingRead, view), Ct);

    private AuditEntry EntryOf(Actor actor, string act, RoamingView view) => new AuditTrail(Installation.Time, Here.Ids).Entry(actor, act, view.Target);

    private Task<List<string>> ActsAsync(RoamingView view) =>
        Installation.Get<Database<DirectoryContext>>().ReadAsync(context => context.AuditEntries.Where(e => e.Target == view.Target).OrderBy(e => e.EntryId).Select(e => e.Act).ToListAsync(Ct), Ct);
}

public sealed class RoamingStoreOnSqliteTests(OnSqlite on) : RoamingStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class RoamingStoreOnMariaDbTests(OnMariaDb on) : RoamingStoreContract(on.Installation), IClassFixture<OnMariaDb>;
