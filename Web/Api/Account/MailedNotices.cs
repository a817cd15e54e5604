using System.Globalization;
using Collab.Domain.Mail;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Identity.Accounts;
using Collab.Web.Components.Entry;
using Collab.Web.Hosting.Settings;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Api.Account;

/// <summary>Writes the mails to people. Links go by the address that the operator has set, never by what a request says of itself.</summary>
internal sealed class MailedNotices(IMailer mailer, IStringLocalizer<EntryTexts> texts, CollabOptions options, GetMe getMe, GetWorkspace getWorkspace)
    : IAccountNotices, IInvitationNotices
{
    /// <inheritdoc />
    public bool CanReach => mailer.IsSetUp;

    /// <inheritdoc />
    public bool AreSent => mailer.IsSetUp;

    private string Site => options.Address(options.Port);

    /// <inheritdoc />
    public void Locked(EmailAddress to, DateTimeOffset until, string? address) =>
        Send(to, texts["MailLockedSubject"], texts["MailLockedText", address ?? texts["UnknownAddress"], Time(until), $"{Site}/reset"]);

    /// <inheritdoc />
    public void ResetAsked(EmailAddress to, string token, DateTimeOffset until) =>
        Send(to, texts["MailResetSubject"], texts["MailResetText", $"{Site}/reset/{token}", Time(until)]);

    /// <inheritdoc />
    public void PasswordReset(EmailAddress to, string? address) =>
        Send(to, texts["MailWasResetSubject"], texts["MailWasResetText", address ?? texts["UnknownAddress"], $"{Site}/reset"]);

    /// <inheritdoc />
    public async Task InvitedAsync(Actor by, IReadOnlyList<IssuedInvitation> invitations, CancellationToken ct)
    {
        if (!mailer.IsSetUp || invitations.Count == 0)
            return;
        var inviter = (await getMe.ExecuteAsync(by, ct)).TryGet(out var me, out _) ? me.Person.DisplayName : "Collab";
        var names = new Dictionary<WorkspaceId, string>();
        foreach (var id in invitations.Select(i => i.Invitation.Workspace).Distinct())
            names[id] = (await getWorkspace.ExecuteAsync(by, id, ct)).TryGet(out var own, out _) ? own.Workspace.Name : texts["SomeWorkspace"];
        foreach (var (invitation, token) in invitations)
        {
            var workspace = names[invitation.Workspace];
            Send(
                invitation.Email, texts["MailInvitedSubject", inviter, workspace],
                texts["MailInvitedText", inviter, workspace, $"{Site}/invite/{token}", Time(invitation.ExpiresAt)]);
        }
    }

    private static string Time(DateTimeOffset at) => at.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // A mail that is not taken stands in the log; whoever acts must not learn of it.
    private void Send(EmailAddress to, string subject, string text)
    {
        if (mailer.IsSetUp)
            mailer.Send(new Mail(to, subject, text));
    }
}
