using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Workspaces;

public abstract class WorkspaceStoreContract(TestInstallation installation)
{
    private IWorkspaceStore Store => installation.Get<IWorkspaceStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_address_is_a_conflict_however_close_the_race()
    {
        var org = await installation.OrganizationAsync();
        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => Store.CreateAsync(
                new Workspace(installation.Get<IIdSource>().Next<WorkspaceId>(), org.Id, "raced", $"Raced {i}", installation.Time.GetUtcNow()), org.Owner,
                org.Entry(target: "race:workspace"), Ct),
            Ct)));
        Assert.Single(attempts, a => a.IsOk);
        Assert.All(attempts.Where(a => !a.IsOk), a => Assert.Equal("workspace.slug_taken", Assert.IsType<Error.Conflict>(a.Error).Code));
        Assert.Equal(1, await installation.CountAsync("audit_entry", "target = 'race:workspace'"));
    }

    [Fact]
    public async Task A_persons_workspaces_come_by_name_with_her_role()
    {
        var org = await installation.OrganizationAsync();
        var (zoo, ark) = (await org.AddWorkspaceAsync("Zoo"), await org.AddWorkspaceAsync("Ark"));
        var person = await org.AddPersonAsync(role: WorkspaceRole.Guest, workspace: zoo);
        await Store.SetRoleAsync(ark, person.Id, WorkspaceRole.Admin, org.Entry(), Ct);
        var mine = await Store.ListForAsync(person.Id, null, 10, Ct);
        Assert.Equal([("Ark", WorkspaceRole.Admin), ("Zoo", WorkspaceRole.Guest)], mine.Items.Select(m => (m.Workspace.Name, m.Role)));
        Assert.Null(mine.Next);
        Assert.Equal(("Zoo", WorkspaceRole.Guest), (await Store.FindForAsync(person.Id, zoo, Ct)) is { } own ? (own.Workspace.Name, own.Role) : default);
        Assert.Null(await Store.FindForAsync(person.Id, org.Workspace, Ct));
    }

    [Fact]
    public async Task Workspaces_come_in_pages_also_those_of_one_name()
    {
        var org = await installation.OrganizationAsync();
        var person = await org.AddPersonAsync(workspace: await org.AddWorkspaceAsync("Same"));
        for (var i = 0; i < 4; i++)
            await Store.SetRoleAsync(await org.AddWorkspaceAsync(i < 2 ? "Same" : $"Other: {i} & more"), person.Id, WorkspaceRole.Member, org.Entry(), Ct);
        var whole = (await Store.ListForAsync(person.Id, null, 10, Ct)).Items;
        Assert.Equal(["Other: 2 & more", "Other: 3 & more", "Same", "Same", "Same"], whole.Select(w => w.Workspace.Name));

        var (read, cursor) = (new List<MyWorkspace>(), (Cursor?)null);
        do
        {
            var page = await Store.ListForAsync(person.Id, cursor, 2, Ct);
            Assert.InRange(page.Items.Count, 1, 2);
            read.AddRange(page.Items);
            cursor = Cursor.Parse(page.Next?.ToString(), ListWorkspaces.List).Value;
        }
        while (cursor is not null);
        Assert.Equal(whole, read);
        Assert.Empty((await Store.ListForAsync(person.Id, new Cursor(ListWorkspaces.List, "' OR 1=1 --"), 10, Ct)).Items);
    }

    [Fact]
    public async Task A_role_is_found_for_active_members_only()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var person = await org.AddPersonAsync(workspace: place);
        Assert.Equal(WorkspaceRole.Member, await Store.FindRoleAsync(place, person.Id, Ct));
        Assert.Null(await Store.FindRoleAsync(org.Workspace, person.Id, Ct));
        await installation.Get<IPeopleStore>().SetActiveAsync(person.Id, false, org.Entry(), Ct);
        Assert.Null(await Store.FindRoleAsync(place, person.Id, Ct));
    }

    [Fact]
    public async Task Roles_that_are_asked_for_at_once_are_found_each_for_itself()
    {
        var org = await installation.OrganizationAsync();
        var (here, there) = (await org.AddWorkspaceAsync(), await org.AddWorkspaceAsync());
        var member = await org.AddPersonAsync(workspace: here);
        var guest = await org.AddPersonAsync(role: WorkspaceRole.Guest, workspace: there);
        var away = await org.AddPersonAsync(workspace: here);
        await installation.Get<IPeopleStore>().SetActiveAsync(away.Id, false, org.Entry(), Ct);
        var stranger = installation.Get<IIdSource>().NextInAnyBucket<UserId>();
        (WorkspaceId Place, UserId User, WorkspaceRole? Role)[] asked =
        [
            (here, member.Id, WorkspaceRole.Member), (there, member.Id, null), (here, guest.Id, null), (there, guest.Id, WorkspaceRole.Guest),
            (here, away.Id, null), (here, stranger, null), (here, org.Owner, WorkspaceRole.Admin),
        ];
        var crowd = Enumerable.Range(0, 40).SelectMany(_ => asked).ToArray();

        var found = await Task.WhenAll(crowd.Select(a => Store.FindRoleAsync(a.Place, a.User, Ct)));

        Assert.Equal(crowd.Select(a => a.Role), found);
    }

    [Fact]
    public async Task A_role_that_was_just_changed_or_lost_is_seen_by_the_next_read_however_many_read()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var person = await org.AddPersonAsync(workspace: place);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                    await Store.FindRoleAsync(place, person.Id, Ct);
            },
            Ct)).ToArray();

        foreach (var role in new[] { WorkspaceRole.Guest, WorkspaceRole.Admin, WorkspaceRole.Member, WorkspaceRole.Guest, WorkspaceRole.Member })
        {
            Assert.True((await Store.SetRoleAsync(place, person.Id, role, org.Entry(), Ct)).IsOk);
            Assert.Equal(role, await Store.FindRoleAsync(place, person.Id, Ct));
        }

        await installation.Get<IPeopleStore>().SetActiveAsync(person.Id, false, org.Entry(), Ct);
        Assert.Null(await Store.FindRoleAsync(place, person.Id, Ct));
        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Members_come_by_id_in_pages_that_meet()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var people = new List<UserId> { org.Owner };
        for (var i = 0; i < 6; i++)
            people.Add((await org.AddPersonAsync($"Person {i}", workspace: place)).Id);

        var seen = new List<UserId>();
        Cursor? cursor = null;
        do
        {
            var page = await Store.ListMembersAsync(place, cursor, 3, Ct);
            Assert.True(page.Items.Count <= 3);
            seen.AddRange(page.Items.Select(m => m.Person.Id));
            cursor = page.Next is null ? null : Cursor.Parse(page.Next.ToString(), "workspace_members").Value;
        }
        while (cursor is not null);
        Assert.Equal(people.Order(), seen);
    }

    [Fact]
    public async Task Who_is_in_leaves_out_strangers_and_those_who_were_deactivated()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var (here, guest) = (await org.AddPersonAsync("Hera Here", workspace: place), await org.AddPersonAsync("Gus Guest", WorkspaceRole.Guest, place));
        var (gone, elsewhere) = (await org.AddPersonAsync("Dee Gone", workspace: place), await org.AddPersonAsync("Elsa Elsewhere"));
        await installation.Get<IPeopleStore>().SetActiveAsync(gone.Id, false, org.Entry(), Ct);
        var found = await Store.WhoIsInAsync(place, [here.Id, guest.Id, gone.Id, elsewhere.Id, new UserId(7)], Ct);
        Assert.Equal(new[] { here.Id, guest.Id }.Order(), found.Order());
        Assert.Empty(await Store.WhoIsInAsync(place, [], Ct));
    }

    [Fact]
    public async Task A_cursor_that_nobody_made_leads_to_nothing()
    {
        var org = await installation.OrganizationAsync();
        Assert.Empty((await Store.ListMembersAsync(org.Workspace, new Cursor("workspace_members", "' OR 1=1 --"), 10, Ct)).Items);
    }

    [Fact]
    public async Task Whoever_is_added_is_left_a_task_that_seats_her()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var person = await org.AddPersonAsync();
        await FinishTasksAsync(person.Id);
        var entry = org.Entry();
        Assert.True((await Store.SetRoleAsync(place, person.Id, WorkspaceRole.Member, entry, Ct)).IsOk);
        Assert.Equal(WorkspaceRole.Member, await Store.FindRoleAsync(place, person.Id, Ct));
        var task = Assert.Single(await installation.Get<IDirectoryTaskStore>().ListForAsync(person.Id, Ct));
        var work = Assert.IsType<DirectoryWork.SeatPeople>(task.Work);
        Assert.Equal((place, person.Id, false), (work.Workspace, work.User, work.IsGuest));
        Assert.True(await installation.HasAuditAsync(entry));
    }

    [Fact]
    public async Task A_guest_who_becomes_a_member_is_seated_and_is_no_guest_any_more()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var person = await org.AddPersonAsync(role: WorkspaceRole.Guest, workspace: place);
        Assert.True(person.IsGuest);
        await FinishTasksAsync(person.Id);
        await Store.SetRoleAsync(place, person.Id, WorkspaceRole.Member, org.Entry(), Ct);
        Assert.Single(await installation.Get<IDirectoryTaskStore>().ListForAsync(person.Id, Ct));
        Assert.False(await IsGuestAsync(person.Id));
    }

    [Fact]
    public async Task A_guest_is_one_who_is_a_guest_everywhere()
    {
        var org = await installation.OrganizationAsync();
        var (here, there) = (await org.AddWorkspaceAsync(), await org.AddWorkspaceAsync());
        var person = await org.AddPersonAsync(workspace: here);
        await Store.SetRoleAsync(there, person.Id, WorkspaceRole.Guest, org.Entry(), Ct);
        Assert.False(await IsGuestAsync(person.Id));
        await Store.SetRoleAsync(here, person.Id, WorkspaceRole.Guest, org.Entry(), Ct);
        Assert.True(await IsGuestAsync(person.Id));
    }

    [Fact]
    public async Task The_last_admin_is_refused_and_nothing_is_entered()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var entry = org.Entry();
        var refused = await Store.SetRoleAsync(place, org.Owner, WorkspaceRole.Member, entry, Ct);
        Assert.Equal("workspace.last_admin", Assert.IsType<Error.Conflict>(refused.Error).Code);
        Assert.Equal(WorkspaceRole.Admin, await Store.FindRoleAsync(place, org.Owner, Ct));
        Assert.False(await installation.HasAuditAsync(entry));
    }

    [Fact]
    public async Task Two_admins_who_leave_at_once_cannot_both()
    {
        var org = await installation.OrganizationAsync();
        for (var round = 0; round < 5; round++)
        {
            var place = await org.AddWorkspaceAsync();
            var other = await org.AddPersonAsync(role: WorkspaceRole.Admin, workspace: place);
            var both = await Task.WhenAll(new[] { org.Owner, other.Id }.Select(
                p => Task.Run(() => Store.SetRoleAsync(place, p, WorkspaceRole.Member, org.Entry(), Ct), Ct)));
            Assert.Single(both, r => r.IsOk);
        }
    }

    [Fact]
    public async Task Nobody_is_added_where_she_or_the_workspace_does_not_exist()
    {
        var org = await installation.OrganizationAsync();
        Assert.IsType<Error.NotFound>((await Store.SetRoleAsync(org.Workspace, new UserId(42), WorkspaceRole.Member, org.Entry(), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Store.SetRoleAsync(new WorkspaceId(42), org.Owner, WorkspaceRole.Member, org.Entry(), Ct)).Error);
    }

    [Fact]
    public async Task People_share_a_workspace_when_neither_is_a_guest_there()
    {
        var org = await installation.OrganizationAsync();
        var (here, there) = (await org.AddWorkspaceAsync(), await org.AddWorkspaceAsync());
        var (ada, bob) = (await org.AddPersonAsync("Ada", workspace: here), await org.AddPersonAsync("Bob", workspace: here));
        var guest = await org.AddPersonAsync("Gus", WorkspaceRole.Guest, here);
        var stranger = await org.AddPersonAsync("Sam", workspace: there);
        Assert.Equal([bob.Id], await Store.WhoSharesAsync(ada.Id, [bob.Id, guest.Id, stranger.Id], Ct));
        Assert.Empty(await Store.WhoSharesAsync(guest.Id, [ada.Id, bob.Id], Ct));
        Assert.Empty(await Store.WhoSharesAsync(ada.Id, [], Ct));
    }

    private async Task FinishTasksAsync(UserId user)
    {
        foreach (var task in await installation.Get<IDirectoryTaskStore>().ListForAsync(user, Ct))
            await installation.Get<IDirectoryTaskStore>().CompleteAsync(task.Id, Ct);
    }

    private async Task<bool> IsGuestAsync(UserId user) => Assert.Single(await installation.Get<IPeopleStore>().FindAsync([user], Ct)).IsGuest;
}

public sealed class WorkspaceStoreOnSqliteTests(OnSqlite on) : WorkspaceStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class WorkspaceStoreOnMariaDbTests(OnMariaDb on) : WorkspaceStoreContract(on.Installation), IClassFixture<OnMariaDb>;
