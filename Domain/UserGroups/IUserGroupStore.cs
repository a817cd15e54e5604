using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Groups and who is in them, in the directory.</summary>
public interface IUserGroupStore
{
    /// <summary>Makes an empty group; a conflict when a person or a group has the handle.</summary>
    Task<Result<Done>> CreateAsync(UserGroup group, UserId by, AuditEntry audit, CancellationToken ct);

    /// <summary>Gives it another handle and name; a conflict when a person or another group has the handle.</summary>
    Task<Result<UserGroup>> RenameAsync(UserGroupId group, string handle, string name, AuditEntry audit, CancellationToken ct);

    /// <summary>Takes it away. Returns who was in it; not found when it is gone already.</summary>
    Task<Result<IReadOnlyList<UserId>>> DeleteAsync(UserGroupId group, AuditEntry audit, CancellationToken ct);

    /// <summary>
    /// Takes people in and out; whoever is in, or out, already stays as she is. Returns those for whom something changed.
    /// A conflict when the group would grow beyond <see cref="UserGroup.MaxMembers"/>, or somebody would be in more than
    /// <see cref="UserGroup.MaxPerPerson"/> groups.
    /// </summary>
    Task<Result<IReadOnlyList<UserId>>> ChangeMembersAsync(UserGroupId group, GroupMembersChange change, AuditEntry audit, CancellationToken ct);

    /// <summary>One group; null when there is none.</summary>
    Task<UserGroup?> FindAsync(UserGroupId group, CancellationToken ct);
}

/// <summary>Who goes in and out of a group.</summary>
/// <param name="Add">Who comes in.</param>
/// <param name="Remove">Who goes out.</param>
public sealed record GroupMembersChange(IReadOnlyCollection<UserId> Add, IReadOnlyCollection<UserId> Remove);
