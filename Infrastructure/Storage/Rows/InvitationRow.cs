using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class InvitationRow
{
    public InvitationId InvitationId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public string Email { get; set; } = "";

    public WorkspaceRole Role { get; set; }

    public string Channels { get; set; } = "[]";

    public UserId InvitedBy { get; set; }

    public string TokenHash { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public static InvitationRow From(Invitation invitation) =>
        new()
        {
            InvitationId = invitation.Id,
            OrganizationId = invitation.Organization,
            WorkspaceId = invitation.Workspace,
            Email = invitation.Email.Value,
            Role = invitation.Role,
            Channels = Json.WriteList(invitation.Channels) ?? "[]",
            InvitedBy = invitation.InvitedBy,
            TokenHash = invitation.TokenHash,
            ExpiresAt = invitation.ExpiresAt,
            AcceptedAt = invitation.AcceptedAt,
        };

    public Invitation ToView() =>
        new(InvitationId, OrganizationId, WorkspaceId, StoredEmail(), Role, Json.ReadList<StreamId>(Channels), InvitedBy, TokenHash, ExpiresAt, AcceptedAt);

    private EmailAddress StoredEmail() => EmailAddress.Parse(Email).Value;
}
