using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>Tells people that they are invited, where a way to reach them is set up.</summary>
public interface IInvitationNotices
{
    /// <summary>True when invited people are told; otherwise whoever invites hands the links over.</summary>
    bool AreSent { get; }

    /// <summary>Tells each of them. Never fails: the links are shown to whoever invites all the same.</summary>
    Task InvitedAsync(Actor by, IReadOnlyList<IssuedInvitation> invitations, CancellationToken ct);
}
