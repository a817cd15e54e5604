using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.People;

public abstract class ProfileStoreContract(TestInstallation installation)
{
    private static readonly DateTimeOffset Soon = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private IProfileStore Store => installation.Get<IProfileStore>();

    private IPeopleStore People => installation.Get<IPeopleStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_keeps_the_others_and_what_is_returned_is_what_is_read()
    {
        var org = await installation.OrganizationAsync();
        var (ada, boss) = (await org.AddPersonAsync("Ada Profile"), await org.AddPersonAsync("Boss Profile"));
        PersonChange[] changes =
        [
            new PersonChange.Profile(Name.Parse("Ada Changed").Value, "Analyst", "she/her", "Engines", "London", "Europe/London", boss.Id),
            new PersonChange.Status(new PersonStatus("🧑‍🏫", new string('ü', 100), Soon, true)),
            new PersonChange.Pause(Soon),
            new PersonChange.Hours(WeekHours.Parse("mon 09:00-18:00, sun 00:00-24:00").Value, ""),
            new PersonChange.Away(true),
        ];
        Person changed = ada;
        foreach (var change in changes)
        {
            var before = changed.Revision;
            changed = (await Store.ChangeAsync(ada.Id, change, Ct)).Value;
            Assert.Equal(before + 1, changed.Revision);
            Assert.Equal(changed, Assert.Single(await People.FindAsync([ada.Id], Ct)));
        }

        Assert.Equal(("Ada Changed", "Engines", boss.Id, true), (changed.DisplayName, changed.Department, changed.Manager, changed.IsAway));
        Assert.Equal("mon 09:00-18:00, sun 00:00-24:00", changed.Hours?.Text);
        Assert.Equal("Europe/London", changed.TimeZone);
        Assert.True(changed.Status is { PausesNotifications: true });

        await Store.ChangeAsync(ada.Id, new PersonChange.Status(null), Ct);
        changed = (await Store.ChangeAsync(ada.Id, new PersonChange.Pause(null), Ct)).Value;
        Assert.Equal((null, null), (changed.Status, changed.PausedUntil));
    }

    [Fact]
    public async Task Changes_at_once_are_all_counted()
    {
        var org = await installation.OrganizationAsync();
        var ada = await org.AddPersonAsync("Ada Racing");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => Store.ChangeAsync(ada.Id, new PersonChange.Away(i % 2 == 0), Ct), Ct)));

        Assert.Equal(ada.Revision + 10, Assert.Single(await People.FindAsync([ada.Id], Ct)).Revision);
    }

    [Fact]
    public async Task Nobody_changes_one_who_is_not_there_or_was_deactivated()
    {
        var org = await installation.OrganizationAsync();
        var gone = await org.AddPersonAsync("Gone Profile");
        await People.SetActiveAsync(gone.Id, false, org.Entry(), Ct);

        Assert.IsType<Error.NotFound>((await Store.ChangeAsync(gone.Id, new PersonChange.Away(true), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Store.ChangeAsync(new UserId(7), new PersonChange.Away(true), Ct)).Error);
    }

    [Fact]
    public async Task Reports_come_by_name_in_pages_that_meet()
    {
        var org = await installation.OrganizationAsync();
        var boss = await org.AddPersonAsync("Boss Reports");
        foreach (var name in new[] { "Zed Reports", "Abe Reports", "Mia Reports" })
        {
            var person = await org.AddPersonAsync(name);
            await Store.ChangeAsync(person.Id, Profile(person, manager: boss.Id), Ct);
        }

        var first = await Store.ListReportsAsync(boss.Id, null, 2, Ct);
        var second = await Store.ListReportsAsync(boss.Id, first.Next, 2, Ct);

        Assert.Equal(["Abe Reports", "Mia Reports", "Zed Reports"], first.Items.Concat(second.Items).Select(p => p.DisplayName));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Values_are_listed_once_in_order_and_no_empty_ones()
    {
        var org = await installation.OrganizationAsync();
        foreach (var (name, department) in new[] { ("Vera Values", "Sales (v)"), ("Vito Values", "Engines (v)"), ("Viola Values", "Sales (v)"), ("Vince Values", "") })
        {
            var person = await org.AddPersonAsync(name);
            await Store.ChangeAsync(person.Id, Profile(person, department), Ct);
        }

        var values = await Store.ListValuesAsync(ProfileField.Department, 200, Ct);

        Assert.Equal(["Engines (v)", "Sales (v)"], values.Where(v => v.EndsWith("(v)", StringComparison.Ordinal)));
        Assert.DoesNotContain("", values);
        Assert.Single(await Store.ListValuesAsync(ProfileField.Department, 1, Ct));
    }

    [Fact]
    public async Task A_search_is_narrowed_by_department_location_letter_and_people_and_its_pages_meet()
    {
        var org = await installation.OrganizationAsync();
        var place = await org.AddWorkspaceAsync();
        var people = new List<Person>();
        foreach (var (name, department, location) in new[]
        {
            ("Abe", "Engines", "London"), ("Bea", "Engines", "Paris"), ("Cid", "Sales", "London"), ("Dee", "Engines", "London"), ("Eva", "Engines", "London"),
        })
        {
            var person = await org.AddPersonAsync(name, workspace: place);
            await Store.ChangeAsync(person.Id, Profile(person, department, location), Ct);
            people.Add(person);
        }

        var query = new PeopleQuery(place, [], null, 2);
        Assert.Equal(["Abe", "Bea", "Dee", "Eva"], await NamesAsync(query with { Department = "Engines" }));
        Assert.Equal(["Abe", "Dee", "Eva"], await NamesAsync(query with { Department = "Engines", Location = "London" }));
        Assert.Equal(["Cid", "Dee", "Eva", "Olivia Owner"], await NamesAsync(query with { From = "c" }));
        Assert.Equal(["Dee", "Eva"], await NamesAsync(query with { From = "c", Department = "Engines" }));
        Assert.Equal(["Bea", "Eva"], await NamesAsync(query with { Among = [people[1].Id, people[4].Id, new UserId(7)] }));
        Assert.Equal(["Cid"], await NamesAsync(query with { Words = installation.Get<INameFolding>().Words("sales") }));
    }

    [Fact]
    public async Task People_of_several_workspaces_are_one_list_in_which_each_is_once()
    {
        var org = await installation.OrganizationAsync();
        var (here, there, elsewhere) = (await org.AddWorkspaceAsync(), await org.AddWorkspaceAsync(), await org.AddWorkspaceAsync());
        var workspaces = installation.Get<IWorkspaceStore>();
        foreach (var (name, place) in new[] { ("Fay", here), ("Gus", there), ("Hal", elsewhere), ("Ivo", there) })
        {
            var person = await org.AddPersonAsync(name, workspace: place);
            if (name == "Ivo")
                Assert.True((await workspaces.SetRoleAsync(here, person.Id, WorkspaceRole.Member, org.Entry(), Ct)).IsOk);
        }

        var query = new PeopleQuery(here, [], null, 2) { From = "f", AlsoIn = [there] };
        Assert.Equal(["Fay", "Gus", "Ivo"], (await NamesAsync(query)).Where(n => n.Length == 3));
        Assert.Equal(["Gus"], await NamesAsync(query with { Words = installation.Get<INameFolding>().Words("gus") }));
        Assert.Equal(["Fay", "Ivo"], (await NamesAsync(query with { AlsoIn = [] })).Where(n => n.Length == 3));
    }

    [Fact]
    public async Task A_policy_is_kept_and_entered()
    {
        var org = await installation.OrganizationAsync();
        var store = installation.Get<IPeoplePolicyStore>();
        var entry = org.Entry();
        var policy = new PeoplePolicy(true, ProfileFields.Title | ProfileFields.Manager);

        await store.SetAsync(policy, entry, Ct);

        Assert.Equal(policy, await store.FindAsync(Ct));
        Assert.True(await installation.HasAuditAsync(entry));
    }

    private static PersonChange.Profile Profile(Person person, string department = "", string location = "", UserId? manager = null) =>
        new(Name.Parse(person.DisplayName).Value, "", "", department, location, "", manager);

    private async Task<IReadOnlyList<string>> NamesAsync(PeopleQuery query)
    {
        var names = new List<string>();
        while (true)
        {
            var page = await People.SearchAsync(query, Ct);
            names.AddRange(page.Items.Select(p => p.DisplayName));
            if (page.Next is null)
                return names;
            query = query with { Cursor = page.Next };
        }
    }
}

public sealed class ProfileStoreOnSqliteTests(OnSqlite on) : ProfileStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ProfileStoreOnMariaDbTests(OnMariaDb on) : ProfileStoreContract(on.Installation), IClassFixture<OnMariaDb>;
