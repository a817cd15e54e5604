using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Threads;

/// <summary>Which followed threads are wanted.</summary>
/// <param name="Workspace">Of this workspace; those of chats belong to every one.</param>
/// <param name="IsUnread">Those with unread replies alone.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ThreadQuery(WorkspaceId Workspace, bool IsUnread, Cursor? Cursor, int Limit)
{
    /// <summary>The name of the list in cursors.</summary>
    public const string List = "threads";
}
