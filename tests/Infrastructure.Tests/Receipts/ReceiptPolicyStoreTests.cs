using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

public abstract class ReceiptPolicyStoreContract(TestInstallation installation) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IReceiptPolicyStore Store => installation.Get<IReceiptPolicyStore>();

    public async ValueTask InitializeAsync() => await installation.Get<NodeLease>().RenewAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_policy_stands_with_its_audit_entry_or_not_at_all()
    {
        var organization = await installation.OrganizationAsync();
        var policy = new ReceiptPolicy(ReceiptAudience.AuthorAndManagers, true) { TimesSince = DateTimeOffset.UnixEpoch.AddYears(50) };
        var entry = organization.Entry(AuditActs.ReceiptPolicyChanged);

        Assert.IsType<Error.NotFound>((await Store.SetAsync(policy, entry with { Organization = new OrganizationId(1) }, Ct)).Error);
        Assert.Equal(ReceiptPolicy.Default, await Store.FindAsync(Ct));
        Assert.True((await Store.SetAsync(policy, entry, Ct)).IsOk);

        Assert.Equal(policy, await Store.FindAsync(Ct));
        Assert.True(await installation.HasAuditAsync(entry));
        await Store.SetAsync(ReceiptPolicy.Default, organization.Entry(), Ct);
    }

    [Fact]
    public async Task Only_those_are_told_of_who_are_treated_otherwise_than_most()
    {
        var organization = await installation.OrganizationAsync();
        var (ada, bo, cy) = (await organization.AddPersonAsync("Ada"), await organization.AddPersonAsync("Bo"), await organization.AddPersonAsync("Cy"));
        await Store.SetSharingAsync(ada.Id, false, Ct);
        await Store.SetSharingAsync(bo.Id, false, Ct);
        await installation.Get<IPeopleStore>().SetActiveAsync(bo.Id, false, organization.Entry(), Ct);

        var standings = await Store.FindStandingsAsync([ada.Id, bo.Id, cy.Id, new UserId(77)], Ct);

        Assert.Equal(new Dictionary<UserId, ReceiptStanding> { [ada.Id] = ReceiptStanding.OptedOut, [bo.Id] = ReceiptStanding.Deactivated }, standings);
        Assert.Empty(await Store.FindStandingsAsync([], Ct));
        Assert.IsType<Error.NotFound>((await Store.SetSharingAsync(new UserId(77), false, Ct)).Error);
    }

    [Fact]
    public async Task Each_change_of_a_persons_standing_leaves_a_task()
    {
        var organization = await installation.OrganizationAsync();
        var ada = await organization.AddPersonAsync("Ada");

        await Store.SetSharingAsync(ada.Id, false, Ct);
        await installation.Get<IPeopleStore>().SetActiveAsync(ada.Id, false, organization.Entry(), Ct);

        installation.Time.Advance(DirectoryTaskWriter.Grace);
        var due = await installation.Get<IDirectoryTaskStore>().ListDueAsync(TimeSpan.Zero, 100, Ct);
        Assert.Equal(2, due.Count(t => t.Work is DirectoryWork.SettleReceipts work && work.User == ada.Id));
    }
}

public sealed class ReceiptPolicyStoreOnSqliteTests(OnSqlite on) : ReceiptPolicyStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReceiptPolicyStoreOnMariaDbTests(OnMariaDb on) : ReceiptPolicyStoreContract(on.Installation), IClassFixture<OnMariaDb>;
