using Collab.Domain.Audit;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Recall;

public abstract class RecallPoliciesContract(TestInstallation installation) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IRecallPolicies Policies => installation.Get<IRecallPolicies>();

    public async ValueTask InitializeAsync() => await installation.Get<NodeLease>().RenewAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_day_and_no_removal_hold_until_somebody_decides_and_a_workspace_may_differ_in_part()
    {
        var organization = await installation.OrganizationAsync();
        var before = await Policies.FindAsync(organization.Id, Ct);
        Assert.Equal(RecallPolicy.Default, before.Organization);
        Assert.Empty(before.Workspaces);

        var (whole, own) = (organization.Entry(AuditActs.RecallPolicyChanged), organization.Entry(AuditActs.RecallPolicyChanged));
        Assert.True((await Policies.SetAsync(organization.Id, new RecallPolicy(TimeSpan.FromMinutes(90), true), whole, Ct)).IsOk);
        Assert.True((await Policies.SetAsync(organization.Id, organization.Workspace, new RecallChoice(TimeSpan.Zero, null), own, Ct)).IsOk);

        var rules = await Policies.FindAsync(organization.Id, Ct);
        Assert.Equal(new RecallPolicy(TimeSpan.FromMinutes(90), true), rules.For(null));
        Assert.Equal(new RecallPolicy(TimeSpan.Zero, true), rules.For(organization.Workspace));
        Assert.True(await installation.HasAuditAsync(whole) && await installation.HasAuditAsync(own));

        Assert.True((await Policies.SetAsync(organization.Id, organization.Workspace, RecallChoice.AsOrganization, organization.Entry(), Ct)).IsOk);
        Assert.Empty((await Policies.FindAsync(organization.Id, Ct)).Workspaces);
        await Policies.SetAsync(organization.Id, RecallPolicy.Default, organization.Entry(), Ct);
    }

    [Fact]
    public async Task What_does_not_exist_has_no_policy_and_leaves_no_audit_entry()
    {
        var organization = await installation.OrganizationAsync();
        var entry = organization.Entry(AuditActs.RecallPolicyChanged);
        Assert.IsType<Error.NotFound>((await Policies.SetAsync(new OrganizationId(1), RecallPolicy.Default, entry, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Policies.SetAsync(organization.Id, new WorkspaceId(1), RecallChoice.AsOrganization, entry, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Policies.SetAsync(new OrganizationId(1), organization.Workspace, RecallChoice.AsOrganization, entry, Ct)).Error);
        Assert.False(await installation.HasAuditAsync(entry));
    }
}

public sealed class RecallPoliciesOnSqliteTests(OnSqlite on) : RecallPoliciesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class RecallPoliciesOnMariaDbTests(OnMariaDb on) : RecallPoliciesContract(on.Installation), IClassFixture<OnMariaDb>;
