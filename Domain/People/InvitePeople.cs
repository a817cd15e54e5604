using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Invites people to a workspace by e-mail address; admins only.</summary>
public sealed class InvitePeople(
    IWorkspaceStore workspaces, IInvitationStore invitations, StreamAccess access, IInvitationNotices notices, AuditTrail audit, IRateLimits limits, IIdSource ids,
    TimeProvider time)
{
    /// <summary>Most addresses at once.</summary>
    public const int MaxAddresses = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Returns one secret link token per address, shown once. One wrong address refuses all, so that none is forgotten.</summary>
    public async Task<Result<IReadOnlyList<IssuedInvitation>>> ExecuteAsync(InvitePeopleRequest request, CancellationToken ct)
    {
        var role = await workspaces.FindRoleAsync(request.Workspace, request.Actor.User, ct);
        if (role is null)
            return new Error.NotFound();
        if (role != WorkspaceRole.Admin && !request.Actor.IsOrganizationAdmin)
            return new Error.Forbidden("invitation.admins_only", "Only admins of the workspace invite people.");
        if (request.Role == WorkspaceRole.Guest && request.Channels.Count == 0)
            return new Error.Invalid("invitation.guest_without_channel", "Choose at least one channel: a guest sees nothing else.", "channels");
        if (!Enum.IsDefined(request.Role))
            return new Error.Invalid("workspace.role_invalid", "A role is guest, member or admin.", "role");
        if (!limits.Take(request.Actor.User, RateKind.Create).TryGet(out _, out var error))
            return error;
        if (!ParseAll(request.Emails).TryGet(out var emails, out error))
            return error;
        foreach (var channel in request.Channels)
        {
            var entered = await access.EnterAsync(request.Actor, channel, ct);
            if (!entered.TryGet(out var seat, out error))
                return error;
            if (seat.Stream.Workspace != request.Workspace)
                return new Error.NotFound();
        }

        IssuedInvitation[] issued = [.. emails.Select(email => Issue(request, email))];
        var entry = audit.Entry(
            request.Actor, AuditActs.PersonInvited, $"workspace:{request.Workspace}", ("count", issued.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("role", request.Role.ToString()));
        await invitations.AddAsync([.. issued.Select(i => i.Invitation)], entry, ct);
        await notices.InvitedAsync(request.Actor, issued, ct);
        return Result.Of<IReadOnlyList<IssuedInvitation>>(issued);
    }

    /// <summary>The stored form of a link's secret.</summary>
    public static string HashToken(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Result<EmailAddress[]> ParseAll(IReadOnlyCollection<string> texts)
    {
        if (texts.Count is 0 or > MaxAddresses)
            return new Error.Invalid("invitation.count", $"Enter between 1 and {MaxAddresses} addresses.", "emails");
        var emails = new List<EmailAddress>(texts.Count);
        foreach (var text in texts)
        {
            if (!EmailAddress.Parse(text).TryGet(out var email, out _))
                return new Error.Invalid("email.invalid", $"“{PlainText.Line(text)}” is not an e-mail address.", "emails");
            emails.Add(email);
        }

        return emails.Distinct().ToArray();
    }

    private IssuedInvitation Issue(InvitePeopleRequest request, EmailAddress email)
    {
        var token = ids.NextSecret();
        var invitation = new Invitation(
            ids.Next<InvitationId>(), request.Actor.Organization, request.Workspace, email, request.Role, [.. request.Channels], request.Actor.User, HashToken(token),
            time.GetUtcNow() + Lifetime, null);
        return new IssuedInvitation(invitation, token);
    }
}

/// <summary>Who is invited where.</summary>
/// <param name="Actor">Who invites.</param>
/// <param name="Workspace">Where to.</param>
/// <param name="Emails">Whom.</param>
/// <param name="Role">As what.</param>
/// <param name="Channels">Channels that they are seated in on arrival.</param>
public sealed record InvitePeopleRequest(
    Actor Actor, WorkspaceId Workspace, IReadOnlyCollection<string> Emails, WorkspaceRole Role, IReadOnlyCollection<StreamId> Channels);

/// <summary>An invitation with its secret.</summary>
/// <param name="Invitation">What is stored.</param>
/// <param name="Token">What goes into the link <c>/invite/{token}</c>, and nowhere else.</param>
public sealed record IssuedInvitation(Invitation Invitation, string Token);
