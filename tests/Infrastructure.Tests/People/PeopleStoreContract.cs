using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.People;

public abstract class PeopleStoreContract(TestInstallation installation)
{
    private IPeopleStore Store => installation.Get<IPeopleStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_found_by_id_and_unknown_ids_are_passed_over()
    {
        var org = await installation.OrganizationAsync();
        var ada = await org.AddPersonAsync();
        Assert.Equal([ada], await Store.FindAsync([ada.Id, new UserId(7)], Ct));
        Assert.Empty(await Store.FindAsync([], Ct));
    }

    [Fact]
    public async Task Handles_find_active_people_only()
    {
        var org = await installation.OrganizationAsync();
        var (ada, gone) = (await org.AddPersonAsync("Handle Here"), await org.AddPersonAsync("Handle Gone"));
        await Store.SetActiveAsync(gone.Id, false, org.Entry(), Ct);
        Assert.Equal([ada.Id], (await Store.FindByHandlesAsync(org.Id, [ada.Handle, gone.Handle, "nobody"], Ct)).Select(p => p.Id));
    }

    [Fact]
    public async Task An_address_finds_its_person_whatever_its_case()
    {
        var org = await installation.OrganizationAsync();
        Assert.Equal(org.Owner, (await Store.FindByEmailAsync(org.Id, EmailAddress.Parse("Olivia@Example.COM").Value, Ct))?.Id);
        Assert.Null(await Store.FindByEmailAsync(org.Id, EmailAddress.Parse("nobody@example.com").Value, Ct));
    }

    [Fact]
    public async Task A_search_finds_whoever_has_a_word_for_each_beginning()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        foreach (var name in new[] { "Zoë Ångström", "Anna Annabel Zöllner", "Strauß Müller", "山田 太郎", "Anton Bauer" })
            await org.AddPersonAsync(name, workspace: place);
        Assert.Equal(["Anna Annabel Zöllner", "Anton Bauer", "Zoë Ångström"], await NamesAsync(place, "an"));
        Assert.Equal(["Zoë Ångström"], await NamesAsync(place, "ZOE ang"));
        Assert.Equal(["Anna Annabel Zöllner"], await NamesAsync(place, "zollner anna"));
        Assert.Equal(["Strauß Müller"], await NamesAsync(place, "strauss"));
        Assert.Equal(["山田 太郎"], await NamesAsync(place, "太"));
        Assert.Equal(["山田 太郎"], await NamesAsync(place, "郎"));
        Assert.Equal(["Anton Bauer"], await NamesAsync(place, "anton.b"));
        Assert.Empty(await NamesAsync(place, "anna bauer"));
        Assert.Empty(await NamesAsync(place, "nna"));
    }

    [Fact]
    public async Task A_search_leaves_out_other_workspaces_and_the_deactivated()
    {
        var org = await installation.OrganizationAsync();
        var (here, there) = (await org.AddWorkspaceAsync(), await org.AddWorkspaceAsync());
        await org.AddPersonAsync("Quentin There", workspace: there);
        var gone = await org.AddPersonAsync("Quentin Gone", workspace: here);
        await org.AddPersonAsync("Quentin Here", workspace: here);
        await Store.SetActiveAsync(gone.Id, false, org.Entry(), Ct);
        Assert.Equal(["Quentin Here"], await NamesAsync(here, "quentin"));
    }

    [Fact]
    public async Task A_search_can_be_for_guests_alone()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        await org.AddPersonAsync("Quentin Member", workspace: place);
        var guest = await org.AddPersonAsync("Quentin Guest", WorkspaceRole.Guest, place);

        var found = await Store.SearchAsync(new PeopleQuery(place, installation.Get<INameFolding>().Words("quentin"), null, 10, OnlyGuests: true), Ct);

        Assert.Equal([guest.Id], found.Items.Select(p => p.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sam")]
    public async Task Pages_of_a_search_meet_even_among_people_of_one_name(string query)
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var expected = new List<(string, UserId)> { ("olivia owner", org.Owner) };
        for (var i = 0; i < 7; i++)
            expected.Add(("sam same", (await org.AddPersonAsync("Sam Same", workspace: place)).Id));
        var seen = new List<UserId>();
        Cursor? cursor = null;
        do
        {
            var page = await Store.SearchAsync(new PeopleQuery(place, installation.Get<INameFolding>().Words(query), cursor, 3), Ct);
            seen.AddRange(page.Items.Select(p => p.Id));
            cursor = page.Next is null ? null : Cursor.Parse(page.Next.ToString(), "people").Value;
        }
        while (cursor is not null);
        Assert.Equal(expected.Where(e => e.Item1.StartsWith(query, StringComparison.Ordinal)).Order().Select(e => e.Item2), seen);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1 a")]
    [InlineData("' OR 1=1 -- a")]
    public async Task A_cursor_that_nobody_made_leads_to_nothing(string key)
    {
        var org = await installation.OrganizationAsync();
        Assert.Empty((await Store.SearchAsync(new PeopleQuery(org.Workspace, [], new Cursor("people", key), 10), Ct)).Items);
    }

    [Fact]
    public async Task A_role_is_changed_and_entered()
    {
        var org = await installation.OrganizationAsync();
        var ada = await org.AddPersonAsync();
        var entry = org.Entry();
        Assert.True((await Store.SetRoleAsync(ada.Id, OrganizationRole.Auditor, entry, Ct)).IsOk);
        Assert.Equal(OrganizationRole.Auditor, Assert.Single(await Store.FindAsync([ada.Id], Ct)).Role);
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.IsType<Error.NotFound>((await Store.SetRoleAsync(new UserId(7), OrganizationRole.Admin, org.Entry(), Ct)).Error);
    }

    [Fact]
    public async Task The_last_owner_can_neither_be_demoted_nor_deactivated()
    {
        var org = await installation.OrganizationAsync();
        var entry = org.Entry();
        Assert.Equal("organization.last_owner", (await Store.SetRoleAsync(org.Owner, OrganizationRole.Admin, entry, Ct)).Error?.Code);
        Assert.Equal("organization.last_owner", (await Store.SetActiveAsync(org.Owner, false, entry, Ct)).Error?.Code);
        Assert.False(await installation.HasAuditAsync(entry));
    }

    [Fact]
    public async Task An_owner_who_was_deactivated_does_not_count()
    {
        var org = await installation.OrganizationAsync();
        var second = await org.AddPersonAsync("Second Owner");
        await Store.SetRoleAsync(second.Id, OrganizationRole.Owner, org.Entry(), Ct);
        Assert.True((await Store.SetActiveAsync(second.Id, false, org.Entry(), Ct)).IsOk);
        Assert.Equal("organization.last_owner", (await Store.SetActiveAsync(org.Owner, false, org.Entry(), Ct)).Error?.Code);
        Assert.True((await Store.SetRoleAsync(second.Id, OrganizationRole.Member, org.Entry(), Ct)).IsOk);
    }

    [Fact]
    public async Task Two_owners_who_go_at_once_cannot_both()
    {
        var org = await installation.OrganizationAsync();
        for (var round = 0; round < 5; round++)
        {
            var second = await org.AddPersonAsync("Racing Owner");
            await Store.SetRoleAsync(second.Id, OrganizationRole.Owner, org.Entry(), Ct);
            var both = await Task.WhenAll(
                Task.Run(() => Store.SetRoleAsync(org.Owner, OrganizationRole.Member, org.Entry(), Ct), Ct),
                Task.Run(() => Store.SetActiveAsync(second.Id, false, org.Entry(), Ct), Ct));
            Assert.Single(both, r => r.IsOk);
            await Store.SetRoleAsync(org.Owner, OrganizationRole.Owner, org.Entry(), Ct);
            await Store.SetRoleAsync(second.Id, OrganizationRole.Member, org.Entry(), Ct);
        }
    }

    [Fact]
    public async Task Deactivating_ends_sessions_and_tokens_of_that_person_alone()
    {
        var org = await installation.OrganizationAsync();
        var (ada, bob) = (await org.AddPersonAsync("Ada Out"), await org.AddPersonAsync("Bob Stays"));
        foreach (var user in new[] { ada.Id, bob.Id })
        {
            await installation.ExecuteAsync(
                $"INSERT INTO session (session_id, user_id, secret_hash, created_at, seen_at, expires_at) VALUES ({user}, {user}, 's{user}', 1, 1, 9)");
            await installation.ExecuteAsync($"INSERT INTO access_token (token_id, user_id, name, secret_hash, created_at) VALUES ({user}, {user}, 't', 's{user}', 1)");
        }

        var entry = org.Entry();
        Assert.True((await Store.SetActiveAsync(ada.Id, false, entry, Ct)).IsOk);
        Assert.False(Assert.Single(await Store.FindAsync([ada.Id], Ct)).IsActive);
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.Equal(0, await installation.CountAsync("session", $"user_id = {ada.Id} AND ended_at IS NULL"));
        Assert.Equal(0, await installation.CountAsync("access_token", $"user_id = {ada.Id} AND revoked_at IS NULL"));
        Assert.Equal(1, await installation.CountAsync("session", $"user_id = {bob.Id} AND ended_at IS NULL"));
        Assert.Equal(1, await installation.CountAsync("access_token", $"user_id = {bob.Id} AND revoked_at IS NULL"));
    }

    private async Task<IEnumerable<string>> NamesAsync(WorkspaceId place, string typed) =>
        (await Store.SearchAsync(new PeopleQuery(place, installation.Get<INameFolding>().Words(typed), null, 50), Ct)).Items.Select(p => p.DisplayName);
}

public sealed class PeopleStoreOnSqliteTests(OnSqlite on) : PeopleStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class PeopleStoreOnMariaDbTests(OnMariaDb on) : PeopleStoreContract(on.Installation), IClassFixture<OnMariaDb>;
