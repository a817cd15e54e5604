namespace Collab.Domain.Audit;

/// <summary>The names of all acts in the audit log.</summary>
public static class AuditActs
{
    public const string OrganizationSetUp = "organization.set_up";
    public const string WorkspaceCreated = "workspace.created";
    public const string WorkspaceRoleChanged = "workspace.role_changed";
    public const string WorkspaceMemberAdded = "workspace.member_added";
    public const string OrganizationRoleChanged = "organization.role_changed";
    public const string PersonInvited = "person.invited";
    public const string PersonJoined = "person.joined";
    public const string PersonDeactivated = "person.deactivated";
    public const string PersonReactivated = "person.reactivated";
    public const string ChannelCreated = "channel.created";
    public const string ChannelRenamed = "channel.renamed";
    public const string ChannelArchived = "channel.archived";
    public const string ChannelUnarchived = "channel.unarchived";
    public const string ChannelMembersAdded = "channel.members_added";
    public const string ChannelMemberRemoved = "channel.member_removed";
    public const string ChannelRoleChanged = "channel.role_changed";
    public const string SignedIn = "session.signed_in";
    public const string SignInFailed = "session.sign_in_failed";
    public const string AccountLocked = "session.account_locked";
    public const string SignedOut = "session.signed_out";
    public const string SignedOutEverywhere = "session.signed_out_everywhere";
    public const string PasswordChanged = "account.password_changed";
    public const string PasswordResetAsked = "account.password_reset_asked";
    public const string PasswordReset = "account.password_reset";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";
}
