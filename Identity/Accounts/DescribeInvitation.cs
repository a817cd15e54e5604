using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Identity.Accounts;

/// <summary>What an invited person sees before she accepts: who invited her, and whereto.</summary>
public sealed class DescribeInvitation(AcceptInvitation accept, IPeopleStore people, IWorkspaceStore workspaces, IStreamStore streams)
{
    /// <summary>Unknown links are not found; used and expired ones say so.</summary>
    public async Task<Result<InvitationCard>> ExecuteAsync(string? token, CancellationToken ct)
    {
        if (!(await accept.FindAsync(token, ct)).TryGet(out var invitation, out var error))
            return error;
        var inviter = await people.FindAsync([invitation.InvitedBy], ct) is [var found] ? found : null;
        var workspace = (await workspaces.FindForAsync(invitation.InvitedBy, invitation.Workspace, ct))?.Workspace;
        var channels = new List<string>();
        foreach (var channel in invitation.Channels.Take(10))
        {
            if (await streams.FindAsync(channel, invitation.InvitedBy, ct) is { Head.Name: { Length: > 0 } name })
                channels.Add(name);
        }

        return new InvitationCard(invitation.Email.Value, inviter?.DisplayName, workspace?.Name, channels, invitation.Role == WorkspaceRole.Guest);
    }
}

/// <summary>An invitation for people to read.</summary>
/// <param name="Email">To whom.</param>
/// <param name="InvitedBy">Who invited; null when she has left.</param>
/// <param name="Workspace">To which workspace; null when its name cannot be told any more.</param>
/// <param name="Channels">Channels that she will find herself in, at most ten.</param>
/// <param name="IsGuest">True when she will see these channels only.</param>
public sealed record InvitationCard(string Email, string? InvitedBy, string? Workspace, IReadOnlyList<string> Channels, bool IsGuest);
