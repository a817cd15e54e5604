using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>People of a workspace who are called together by one handle: <c>@on-call</c>. No place to write in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Where it can be called.</param>
/// <param name="Handle">Its short name, without the at sign; no person and no other group of the workspace has it.</param>
/// <param name="Name">What it is called in lists.</param>
/// <param name="MemberCount">How many are in it now.</param>
public sealed record UserGroup(UserGroupId Id, WorkspaceId Workspace, string Handle, string Name, int MemberCount)
{
    /// <summary>Most people in one group: it is called by one row, but somebody has to see who that is.</summary>
    public const int MaxMembers = 1000;

    /// <summary>Most groups that one person is in: so many are asked for whenever her mentions are counted.</summary>
    public const int MaxPerPerson = 100;

    /// <summary>Most groups that one message calls.</summary>
    public const int MaxPerMessage = 20;
}
