using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Lists the groups of a workspace; not for guests.</summary>
public sealed class ListGroups(GroupAccess access, IUserGroupDirectory groups)
{
    /// <summary>The kind of list that cursors belong to.</summary>
    public const string List = "groups";

    /// <summary>One page by handle.</summary>
    public async Task<Result<Page<UserGroup>>> ExecuteAsync(ListGroupsRequest request, CancellationToken ct)
    {
        if (!(await access.LookAsync(request.Actor, request.Workspace, ct)).TryGet(out _, out var error) || !Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out error))
            return error;
        var prefix = PlainText.Line(request.HandlePrefix).TrimStart('@').ToLowerInvariant();
        return await groups.ListAsync(request.Workspace, prefix, cursor, PageLimit.Clamp(request.Limit), ct);
    }
}

/// <summary>Which groups are wanted.</summary>
/// <param name="Actor">Who looks.</param>
/// <param name="Workspace">Where.</param>
/// <param name="HandlePrefix">Only those whose handle begins so; empty for all.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListGroupsRequest(Actor Actor, WorkspaceId Workspace, string? HandlePrefix = null, string? Cursor = null, int? Limit = null);
