namespace Collab.Domain.Audit;

/// <summary>The names of all acts in the audit log.</summary>
public static class AuditActs
{
    public const string AuditSearchOpened = "audit.search_opened";
    public const string AuditSearchEnded = "audit.search_ended";
    public const string AuditSearched = "audit.searched";
    public const string OrganizationSetUp = "organization.set_up";
    public const string WorkspaceCreated = "workspace.created";
    public const string WorkspaceRoleChanged = "workspace.role_changed";
    public const string WorkspaceMemberAdded = "workspace.member_added";
    public const string OrganizationRoleChanged = "organization.role_changed";
    public const string PersonInvited = "person.invited";
    public const string PersonJoined = "person.joined";
    public const string PersonDeactivated = "person.deactivated";
    public const string PersonReactivated = "person.reactivated";
    public const string PeoplePolicyChanged = "organization.people_policy_changed";
    public const string ChannelCreated = "channel.created";
    public const string ChannelRenamed = "channel.renamed";
    public const string ChannelArchived = "channel.archived";
    public const string ChannelUnarchived = "channel.unarchived";
    public const string ChannelMembersAdded = "channel.members_added";
    public const string ChannelMemberRemoved = "channel.member_removed";
    public const string ChannelPostingChanged = "channel.posting_changed";
    public const string GroupCreated = "group.created";
    public const string GroupRenamed = "group.renamed";
    public const string GroupDeleted = "group.deleted";
    public const string GroupMembersChanged = "group.members_changed";
    public const string BroadcastPolicyChanged = "policy.broadcasts_changed";
    public const string MessageRecalled = "message.recalled";
    public const string MessageRemoved = "message.removed";
    public const string HistoryPolicyChanged = "policy.history_changed";
    public const string EditPolicyChanged = "policy.edits_changed";
    public const string RecallPolicyChanged = "policy.recall_changed";
    public const string ChannelRoleChanged = "channel.role_changed";
    public const string ReceiptPolicyChanged = "receipts.policy_changed";
    public const string ReceiptsExported = "receipts.exported";
    public const string ConfirmationReminded = "confirmation.reminded";
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
    public const string ParkedEventRetried = "parked_event.retried";
    public const string ParkedEventsRetried = "parked_event.all_retried";
    public const string ParkedEventDiscarded = "parked_event.discarded";
    public const string ShardAdded = "shard.added";
    public const string BucketMovePlanned = "bucket.move_planned";
    public const string BucketMoveAborted = "bucket.move_aborted";
    public const string NodeDrained = "node.drained";
    public const string NodeUndrained = "node.undrained";
}
