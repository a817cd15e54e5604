using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Makes an account of an invitation.</summary>
public sealed class AcceptInvitation(
    IInvitationStore invitations, IDirectoryTaskStore taskStore, DirectoryTasks tasks, IPasswordHasher hasher, ILeakedPasswords leaked, AuditTrail audit,
    IIdSource ids, TimeProvider time)
{
    /// <summary>Looks at an invitation before it is accepted: an unknown one is not found, a used or expired one says so.</summary>
    public async Task<Result<Invitation>> FindAsync(string? token, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 100 || await invitations.FindAsync(InvitePeople.HashToken(token), ct) is not { } invitation)
            return new Error.NotFound();
        if (invitation.AcceptedAt is not null)
            return new Error.Conflict("invitation.used", "This invitation was used already. Sign in, or ask whoever invited you for a new one.");
        return invitation.ExpiresAt <= time.GetUtcNow()
            ? new Error.Conflict("invitation.expired", "This invitation has expired. Ask whoever invited you for a new one.")
            : invitation;
    }

    /// <summary>Returns the new person, seated where she was invited to.</summary>
    public async Task<Result<Person>> ExecuteAsync(AcceptInvitationRequest request, CancellationToken ct)
    {
        if (!(await FindAsync(request.Token, ct)).TryGet(out var invitation, out var error)
            || !Name.Parse(request.DisplayName, "displayName").TryGet(out var name, out error)
            || !Password.Check(request.Password, leaked.Contains).TryGet(out _, out error)
            || !(await hasher.HashAsync(request.Password!, ct)).TryGet(out var hash, out error)) // checked, so it is there
            return error;
        var person = new NewPerson(
            ids.NextInAnyBucket<UserId>(), invitation.Email, name, OrganizationRole.Member, hash, time.GetUtcNow());
        var entry = audit.Entry(
            invitation.Organization, person.Id, request.Address, AuditActs.PersonJoined, $"person:{person.Id}", ("invitedBy", invitation.InvitedBy.ToString()));
        if (!(await invitations.AcceptAsync(invitation, person, entry, ct)).TryGet(out var made, out error))
            return error;
        foreach (var task in await taskStore.ListForAsync(made.Id, ct))
            await tasks.RunAsync(task, ct);
        return made;
    }
}

/// <summary>What an invited person has entered.</summary>
/// <param name="Token">The secret of her link.</param>
/// <param name="DisplayName">Her name.</param>
/// <param name="Password">Her new password.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record AcceptInvitationRequest(string? Token, string? DisplayName, string? Password, string? Address = null);
