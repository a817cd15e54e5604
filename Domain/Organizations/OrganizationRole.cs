namespace Collab.Domain.Organizations;

/// <summary>A person's role in the organization; stored by number, so numbers never change.</summary>
public enum OrganizationRole
{
    /// <summary>Uses the workspaces she was invited to.</summary>
    Member = 0,

    /// <summary>Searches everything for an audit, with a reason that is entered in the audit log; else she sees what a member does.</summary>
    Auditor = 1,

    /// <summary>Runs people, workspaces and policies.</summary>
    Admin = 2,

    /// <summary>An admin who may also make owners; there is always at least one.</summary>
    Owner = 3,
}
