using Collab.Domain.Audit;
using Collab.Domain.Edits;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Edits;

public abstract class EditPoliciesContract(TestInstallation installation) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEditPolicies Policies => installation.Get<IEditPolicies>();

    public async ValueTask InitializeAsync() => await installation.Get<NodeLease>().RenewAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Any_time_and_a_history_for_all_hold_until_somebody_decides_and_a_workspace_may_differ_in_part()
    {
        var organization = await installation.OrganizationAsync();
        var before = await Policies.FindAsync(organization.Id, Ct);
        Assert.Equal(EditPolicy.Default, before.Organization);
        Assert.Empty(before.Workspaces);

        var (whole, own) = (organization.Entry(AuditActs.EditPolicyChanged), organization.Entry(AuditActs.EditPolicyChanged));
        Assert.True((await Policies.SetAsync(organization.Id, new EditPolicy(TimeSpan.FromMinutes(90), false), whole, Ct)).IsOk);
        Assert.True((await Policies.SetAsync(organization.Id, organization.Workspace, new EditChoice(EditPolicy.AnyTime, null), own, Ct)).IsOk);

        var rules = await Policies.FindAsync(organization.Id, Ct);
        Assert.Equal(new EditPolicy(TimeSpan.FromMinutes(90), false), rules.For(null));
        Assert.Equal(new EditPolicy(EditPolicy.AnyTime, false), rules.For(organization.Workspace));
        Assert.True(await installation.HasAuditAsync(whole) && await installation.HasAuditAsync(own));

        Assert.True((await Policies.SetAsync(organization.Id, organization.Workspace, EditChoice.AsOrganization, organization.Entry(), Ct)).IsOk);
        Assert.Empty((await Policies.FindAsync(organization.Id, Ct)).Workspaces);
        await Policies.SetAsync(organization.Id, EditPolicy.Default, organization.Entry(), Ct);
    }

    [Fact]
    public async Task What_does_not_exist_has_no_policy_and_leaves_no_audit_entry()
    {
        var organization = await installation.OrganizationAsync();
        var entry = organization.Entry(AuditActs.EditPolicyChanged);
        Assert.IsType<Error.NotFound>((await Policies.SetAsync(new OrganizationId(1), EditPolicy.Default, entry, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Policies.SetAsync(organization.Id, new WorkspaceId(1), EditChoice.AsOrganization, entry, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Policies.SetAsync(new OrganizationId(1), organization.Workspace, EditChoice.AsOrganization, entry, Ct)).Error);
        Assert.False(await installation.HasAuditAsync(entry));
    }
}

public sealed class EditPoliciesOnSqliteTests(OnSqlite on) : EditPoliciesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class EditPoliciesOnMariaDbTests(OnMariaDb on) : EditPoliciesContract(on.Installation), IClassFixture<OnMariaDb>;
