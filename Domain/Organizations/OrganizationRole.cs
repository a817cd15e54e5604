namespace Collab.Domain.Organizations;

/// <summary>A person's role in the organization; stored by number, so numbers never change.</summary>
public enum OrganizationRole
{
    /// <summary>Uses the workspaces she was invited to.</summary>
    Member = 0,

    /// <summary>Reads the audit log; sees nothing else that a member would not.</summary>
    Auditor = 1,

    /// <summary>Runs people, workspaces and policies.</summary>
    Admin = 2,

    /// <summary>An admin who may also make owners; there is always at least one.</summary>
    Owner = 3,
}
