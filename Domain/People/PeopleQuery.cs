using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>A search for people.</summary>
/// <param name="Workspace">Where.</param>
/// <param name="Words">Folded words (see <see cref="INameFolding"/>); all must match.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="OnlyGuests">Guests alone.</param>
public sealed record PeopleQuery(WorkspaceId Workspace, IReadOnlyList<string> Words, Cursor? Cursor, int Limit, bool OnlyGuests = false)
{
    /// <summary>People of these workspaces as well.</summary>
    public IReadOnlyCollection<WorkspaceId> AlsoIn { get; init; } = [];

    /// <summary>Only people of this department.</summary>
    public string? Department { get; init; }

    /// <summary>Only people at this location.</summary>
    public string? Location { get; init; }

    /// <summary>Begins with the first person whose folded name is this or comes after it; a cursor comes before it.</summary>
    public string? From { get; init; }

    /// <summary>Only these people.</summary>
    public IReadOnlyCollection<UserId>? Among { get; init; }
}
