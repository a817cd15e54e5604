using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Organizations;

// One test: an installation is set up once, and each of these needs it fresh.
public abstract class OrganizationStoreContract(TestInstallation installation)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ten_set_ups_at_once_one_makes_the_organization_and_the_others_are_told()
    {
        var store = installation.Get<IOrganizationStore>();
        Assert.Null(await store.FindAsync(Ct));

        var attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => SetUpAsync(store, i), Ct)));

        var winner = Assert.Single(attempts, a => a.Result.IsOk);
        Assert.All(attempts.Where(a => !a.Result.IsOk), a => Assert.Equal("organization.exists", Assert.IsType<Error.Conflict>(a.Result.Error).Code));
        Assert.Equal(winner.Organization, await store.FindAsync(Ct));
        var owner = Assert.Single(await installation.Get<IPeopleStore>().FindAsync([winner.Owner], Ct));
        Assert.Equal(new Person(winner.Owner, "olivia.owner", "Olivia Owner", "", OrganizationRole.Owner, true, false), owner);
        var workspace = Assert.Single((await installation.Get<IWorkspaceStore>().ListForAsync(winner.Owner, null, 10, Ct)).Items);
        Assert.Equal((WorkspaceRole.Admin, "acme"), (workspace.Role, workspace.Workspace.Slug));
        Assert.Equal(1, await installation.CountAsync("credential", "password_hash = 'hash'"));
        Assert.Equal(1, await installation.CountAsync("audit_entry", "act = 'organization.set_up'"));
        Assert.Equal(1, await installation.CountAsync("person", "1 = 1"));
    }

    private async Task<(Result<Done> Result, Organization Organization, UserId Owner)> SetUpAsync(IOrganizationStore store, int number)
    {
        var ids = installation.Get<IIdSource>();
        var now = installation.Time.GetUtcNow();
        var organization = new Organization(ids.Next<OrganizationId>(), $"Acme {number}", "Europe/Berlin", "en", now);
        var workspace = new Workspace(ids.Next<WorkspaceId>(), organization.Id, "acme", "Acme", now);
        var owner = new NewPerson(
            ids.NextInAnyBucket<UserId>(), EmailAddress.Parse("o@example.com").Value, Name.Parse("Olivia Owner").Value, OrganizationRole.Owner, "hash", now);
        var entry = new Domain.Audit.AuditEntry(
            ids.Next<AuditEntryId>(), now, organization.Id, owner.Id, "organization.set_up", $"organization:{organization.Id}", null, new Dictionary<string, string>());
        return (await store.SetUpAsync(organization, owner, workspace, entry, Ct), organization, owner.Id);
    }
}

public sealed class OrganizationStoreOnSqliteTests(OnSqlite on) : OrganizationStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class OrganizationStoreOnMariaDbTests(OnMariaDb on) : OrganizationStoreContract(on.Installation), IClassFixture<OnMariaDb>;
