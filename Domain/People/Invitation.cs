using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>An invitation to a workspace, good for one person and one use.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organization">To which organization.</param>
/// <param name="Workspace">To which workspace.</param>
/// <param name="Email">Whom.</param>
/// <param name="Role">Her role there.</param>
/// <param name="Channels">Channels that she is seated in on arrival; for a guest, the only ones that she will see.</param>
/// <param name="InvitedBy">Who invited.</param>
/// <param name="TokenHash">SHA-256 of the secret in the link, in lower-case hex; the secret itself is stored nowhere.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="AcceptedAt">When it was used.</param>
public sealed record Invitation(
    InvitationId Id, OrganizationId Organization, WorkspaceId Workspace, EmailAddress Email, WorkspaceRole Role, IReadOnlyList<StreamId> Channels,
    UserId InvitedBy, string TokenHash, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt);
