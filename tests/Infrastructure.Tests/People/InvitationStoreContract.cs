using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.People;

public abstract class InvitationStoreContract(TestInstallation installation)
{
    private IInvitationStore Store => installation.Get<IInvitationStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_is_found_by_its_token_as_it_was_made()
    {
        var org = await installation.OrganizationAsync();
        var invitation = org.NewInvitation("found@example.com", WorkspaceRole.Guest, null, new StreamId(11), new StreamId(12));
        var entry = org.Entry();
        await Store.AddAsync([invitation], entry, Ct);
        var found = await Store.FindAsync(invitation.TokenHash, Ct);
        Assert.Equivalent(invitation, found, strict: true);
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.Null(await Store.FindAsync("nothing", Ct));
    }

    [Fact]
    public async Task A_new_invitation_replaces_the_open_one_to_the_same_address_and_workspace()
    {
        var org = await installation.OrganizationAsync();
        var elsewhere = org.NewInvitation("twice@example.com", workspace: await org.AddWorkspaceAsync());
        var (first, second) = (org.NewInvitation("twice@example.com"), org.NewInvitation("twice@example.com"));
        foreach (var invitation in new[] { elsewhere, first, second })
            await Store.AddAsync([invitation], org.Entry(), Ct);
        Assert.Null(await Store.FindAsync(first.TokenHash, Ct));
        Assert.NotNull(await Store.FindAsync(second.TokenHash, Ct));
        Assert.NotNull(await Store.FindAsync(elsewhere.TokenHash, Ct));
    }

    [Fact]
    public async Task Accepting_makes_person_account_membership_and_task_at_once()
    {
        var org = await installation.OrganizationAsync();
        var invitation = org.NewInvitation("comer@example.com", WorkspaceRole.Member, null, new StreamId(21));
        await Store.AddAsync([invitation], org.Entry(), Ct);
        var (person, entry) = (org.NewPerson("Cora Comer", "comer@example.com"), org.Entry());
        var made = (await Store.AcceptAsync(invitation, person, entry, Ct)).Value;
        Assert.Equal((person.Id, "cora.comer", "Cora Comer", false), (made.Id, made.Handle, made.DisplayName, made.IsGuest));
        Assert.Equal(WorkspaceRole.Member, await installation.Get<IWorkspaceStore>().FindRoleAsync(org.Workspace, person.Id, Ct));
        Assert.Equal(1, await installation.CountAsync("credential", $"user_id = {person.Id} AND password_hash = 'hash'"));
        var work = Assert.IsType<DirectoryWork.SeatPeople>(Assert.Single(await installation.Get<IDirectoryTaskStore>().ListForAsync(person.Id, Ct)).Work);
        Assert.Equal((org.Workspace, person.Id, false), (work.Workspace, work.User, work.IsGuest));
        Assert.Equal([new StreamId(21)], work.Channels);
        Assert.NotNull((await Store.FindAsync(invitation.TokenHash, Ct))?.AcceptedAt);
        Assert.True(await installation.HasAuditAsync(entry));
    }

    [Fact]
    public async Task An_invitation_is_used_once_however_many_try()
    {
        var org = await installation.OrganizationAsync();
        var invitation = org.NewInvitation("raced@example.com");
        await Store.AddAsync([invitation], org.Entry(), Ct);
        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Store.AcceptAsync(invitation, org.NewPerson("Ray Raced", "raced@example.com"), org.Entry(), Ct), Ct)));
        Assert.Single(attempts, a => a.IsOk);
        Assert.All(attempts.Where(a => !a.IsOk), a => Assert.Equal("invitation.used", Assert.IsType<Error.Conflict>(a.Error).Code));
        Assert.Equal(1, await installation.CountAsync("person", "email = 'raced@example.com'"));
    }

    [Fact]
    public async Task A_replaced_invitation_cannot_be_used()
    {
        var org = await installation.OrganizationAsync();
        var (old, fresh) = (org.NewInvitation("replaced@example.com"), org.NewInvitation("replaced@example.com"));
        await Store.AddAsync([old], org.Entry(), Ct);
        await Store.AddAsync([fresh], org.Entry(), Ct);
        Assert.Equal("invitation.used", (await Store.AcceptAsync(old, org.NewPerson("R", "replaced@example.com"), org.Entry(), Ct)).Error?.Code);
    }

    [Fact]
    public async Task An_address_with_an_account_is_a_conflict_and_the_invitation_stays_open()
    {
        var org = await installation.OrganizationAsync();
        var other = await org.AddWorkspaceAsync();
        var (first, second) = (org.NewInvitation("known@example.com"), org.NewInvitation("known@example.com", workspace: other));
        await Store.AddAsync([first], org.Entry(), Ct);
        await Store.AddAsync([second], org.Entry(), Ct);
        Assert.True((await Store.AcceptAsync(first, org.NewPerson("K", "known@example.com"), org.Entry(), Ct)).IsOk);
        Assert.Equal("person.email_taken", (await Store.AcceptAsync(second, org.NewPerson("K", "known@example.com"), org.Entry(), Ct)).Error?.Code);
        Assert.Null((await Store.FindAsync(second.TokenHash, Ct))?.AcceptedAt);
    }

    [Fact]
    public async Task People_of_one_name_who_come_at_once_get_handles_of_their_own()
    {
        var org = await installation.OrganizationAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => ComeAsync(org, $"same{i}@example.com"), Ct)));
        Assert.Equal(
            Enumerable.Range(0, 24).Select(i => Handle.Suggest("Same Name", i).Value).Order(StringComparer.Ordinal),
            made.Select(p => p.Handle).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Channel")]
    [InlineData("田中")]
    [InlineData("'; DROP TABLE person; --")]
    [InlineData("a\u0301\u0301\u0301\u0301 \U0001F469\u200D\U0001F680")]
    public async Task Any_name_gives_a_handle_that_can_be_mentioned(string name)
    {
        var org = await installation.OrganizationAsync();
        var person = await org.AddPersonAsync(name);
        Assert.True(Handle.Parse(person.Handle).IsOk, person.Handle);
        Assert.Equal([person.Id], (await installation.Get<IPeopleStore>().FindByHandlesAsync(org.Id, [person.Handle], Ct)).Select(p => p.Id));
    }

    private async Task<Person> ComeAsync(TestOrganization org, string email)
    {
        var invitation = org.NewInvitation(email);
        await Store.AddAsync([invitation], org.Entry(), Ct);
        return (await Store.AcceptAsync(invitation, org.NewPerson("Same Name", email), org.Entry(), Ct)).Value;
    }
}

public sealed class InvitationStoreOnSqliteTests(OnSqlite on) : InvitationStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class InvitationStoreOnMariaDbTests(OnMariaDb on) : InvitationStoreContract(on.Installation), IClassFixture<OnMariaDb>;
