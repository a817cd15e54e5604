using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Organizations;

/// <summary>The first run: makes the organization, its owner and its first workspace with two channels.</summary>
public sealed class SetUpOrganization(
    IOrganizationStore organizations, IPasswordHasher hasher, ILeakedPasswords leaked, CreateChannel createChannel, AuditTrail audit, IIdSource ids,
    TimeProvider time)
{
    /// <summary>Whoever calls this has shown the first-run code. A conflict when there is an organization already.</summary>
    public async Task<Result<SetUpResult>> ExecuteAsync(SetUpOrganizationRequest request, CancellationToken ct)
    {
        if (!Name.Parse(request.OrganizationName, "organizationName").TryGet(out var organizationName, out var error)
            || !Name.Parse(request.WorkspaceName ?? request.OrganizationName, "workspaceName").TryGet(out var workspaceName, out error)
            || !Name.Parse(request.OwnerName, "ownerName").TryGet(out var ownerName, out error)
            || !EmailAddress.Parse(request.OwnerEmail).TryGet(out var email, out error)
            || !Password.Check(request.OwnerPassword, leaked.Contains).TryGet(out _, out error))
            return error;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _))
            return new Error.Invalid("time_zone.unknown", "Choose a time zone from the list.", "timeZone");
        if (!(await hasher.HashAsync(request.OwnerPassword!, ct)).TryGet(out var hash, out error)) // checked, so it is there
            return error;
        var now = time.GetUtcNow();
        var organization = new Organization(ids.Next<OrganizationId>(), organizationName.Value, request.TimeZone, request.Language, now);
        var owner = new NewPerson(ids.NextInAnyBucket<UserId>(), email, ownerName, OrganizationRole.Owner, hash, now);
        var workspace = new Workspace(ids.Next<WorkspaceId>(), organization.Id, WorkspaceSlug.Suggest(workspaceName.Value).Value, workspaceName.Value, now);
        var actor = new Actor(owner.Id, organization.Id, OrganizationRole.Owner, request.Address);
        var entry = audit.Entry(actor, AuditActs.OrganizationSetUp, $"organization:{organization.Id}", ("name", organization.Name));
        if (!(await organizations.SetUpAsync(organization, owner, workspace, entry, ct)).TryGet(out _, out error))
            return error;
        await createChannel.ExecuteAsync(
            new CreateChannelRequest(actor, workspace.Id, "general", ChannelVisibility.OrgWide, Purpose: "For everybody: announcements and news."), ct);
        await createChannel.ExecuteAsync(new CreateChannelRequest(actor, workspace.Id, "random", Purpose: "Whatever does not belong elsewhere."), ct);
        return new SetUpResult(actor, organization, workspace);
    }
}

/// <summary>What the first-run wizard has asked.</summary>
/// <param name="OrganizationName">The organization's name.</param>
/// <param name="TimeZone">IANA name of its time zone.</param>
/// <param name="Language">BCP 47 tag of its language.</param>
/// <param name="OwnerName">The owner's name.</param>
/// <param name="OwnerEmail">Her address.</param>
/// <param name="OwnerPassword">Her password.</param>
/// <param name="WorkspaceName">The first workspace's name; the organization's when null.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record SetUpOrganizationRequest(
    string? OrganizationName, string TimeZone, string Language, string? OwnerName, string? OwnerEmail, string? OwnerPassword, string? WorkspaceName = null,
    string? Address = null);

/// <summary>What was made.</summary>
/// <param name="Owner">The owner, as actor.</param>
/// <param name="Organization">The organization.</param>
/// <param name="Workspace">Its first workspace.</param>
public sealed record SetUpResult(Actor Owner, Organization Organization, Workspace Workspace);
