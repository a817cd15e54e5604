using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Search;

public abstract class AuditSearchStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private IAuditSearchStore Store => Installation.Get<IAuditSearchStore>();

    [Fact]
    public async Task What_was_opened_is_found_as_it_was_in_its_own_organization_alone()
    {
        var (actor, search) = await OpenAsync("Säbel 🗡 — “leak”, matter’s");

        Assert.Equal(search, await Store.FindAsync(actor.Organization, search.Id, Ct));
        Assert.Null(await Store.FindAsync(new OrganizationId(actor.Organization.Value + 1), search.Id, Ct));
        Assert.Equal([AuditActs.AuditSearchOpened], await ActsAsync(search));
    }

    [Fact]
    public async Task Each_page_is_counted_and_entered_until_the_time_is_over_and_nothing_afterwards()
    {
        var (actor, search) = await OpenAsync("a reason that will do");

        Assert.True((await NoteAsync(actor, search, Now)).IsOk);
        Assert.True((await NoteAsync(actor, search, search.EndsAt.AddMilliseconds(-1))).IsOk);
        Assert.False((await NoteAsync(actor, search, search.EndsAt)).TryGet(out _, out var error));

        Assert.Equal("audit_search.ended", Assert.IsType<Error.Conflict>(error).Code);
        Assert.Equal(2, (await Store.FindAsync(actor.Organization, search.Id, Ct))!.Searches);
        Assert.Equal([AuditActs.AuditSearchOpened, AuditActs.AuditSearched, AuditActs.AuditSearched], await ActsAsync(search));
    }

    [Fact]
    public async Task It_is_ended_once_and_stays_so()
    {
        var (actor, search) = await OpenAsync("a reason that will do");
        await Store.EndAsync(search.Id, Now.AddMinutes(1), EntryOf(actor, AuditActs.AuditSearchEnded, search), Ct);
        await Store.EndAsync(search.Id, Now.AddMinutes(2), EntryOf(actor, AuditActs.AuditSearchEnded, search), Ct);

        Assert.Equal(Now.AddMinutes(1), (await Store.FindAsync(actor.Organization, search.Id, Ct))!.EndsAt);
        Assert.False((await NoteAsync(actor, search, Now.AddMinutes(1))).IsOk);
        Assert.Equal([AuditActs.AuditSearchOpened, AuditActs.AuditSearchEnded], await ActsAsync(search));
    }

    [Fact]
    public async Task Many_pages_at_once_are_all_counted()
    {
        var (actor, search) = await OpenAsync("a reason that will do");
        var noted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => NoteAsync(actor, search, Now), Ct)));

        Assert.All(noted, n => Assert.True(n.IsOk));
        Assert.Equal(20, (await Store.FindAsync(actor.Organization, search.Id, Ct))!.Searches);
        Assert.Equal(21, (await ActsAsync(search)).Count);
    }

    [Fact]
    public async Task Pages_of_the_list_meet_and_the_youngest_come_first()
    {
        var organization = new OrganizationId(Here.Ids.Next<AuditSearchId>().Value);
        var all = new List<AuditSearchId>();
        for (var i = 0; i < 7; i++)
            all.Insert(0, (await OpenAsync($"reason number {i}", organization)).Search.Id);

        var listed = new List<AuditSearchId>();
        Cursor? cursor = null;
        do
        {
            var page = await Store.ListAsync(organization, cursor, 3, Ct);
            listed.AddRange(page.Items.Select(s => s.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(all, listed);
    }

    private async Task<(Actor Actor, AuditSearch Search)> OpenAsync(string reason, OrganizationId? organization = null)
    {
        var actor = new Actor(Here.NewPerson(), organization ?? new OrganizationId(77), OrganizationRole.Auditor, "192.0.2.7");
        var search = new AuditSearch(Here.Ids.Next<AuditSearchId>(), actor.User, reason, "", Now, Now.AddHours(8), 0);
        await Store.OpenAsync(search, EntryOf(actor, AuditActs.AuditSearchOpened, search), Ct);
        return (actor, search);
    }

    private Task<Result<Done>> NoteAsync(Actor actor, AuditSearch search, DateTimeOffset at) =>
        Store.NoteAsync(search.Id, at, EntryOf(actor, AuditActs.AuditSearched, search), Ct);

    private AuditEntry EntryOf(Actor actor, string act, AuditSearch search) => new AuditTrail(Installation.Time, Here.Ids).Entry(actor, act, search.Target);

    private Task<List<string>> ActsAsync(AuditSearch search) =>
        Installation.Get<Database<DirectoryContext>>().ReadAsync(
            context => context.AuditEntries.Where(e => e.Target == search.Target).OrderBy(e => e.EntryId).Select(e => e.Act).ToListAsync(Ct), Ct);
}

public sealed class AuditSearchStoreOnSqliteTests(OnSqlite on) : AuditSearchStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class AuditSearchStoreOnMariaDbTests(OnMariaDb on) : AuditSearchStoreContract(on.Installation), IClassFixture<OnMariaDb>;
