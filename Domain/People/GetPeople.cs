using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>
/// Puts names to ids that stand in something which the reader may see already: authors, members, those who reacted.
/// It checks no right, so it is never offered to programs by id.
/// </summary>
public sealed class GetPeople(IPeopleStore people)
{
    /// <summary>Most people of one call.</summary>
    public const int MaxPeople = 500;

    /// <summary>Those of the ids that exist, in no particular order.</summary>
    public Task<IReadOnlyList<Person>> ExecuteAsync(IReadOnlyCollection<UserId> ids, CancellationToken ct) =>
        ids.Count is > 0 and <= MaxPeople
            ? people.FindAsync(ids, ct)
            : ids.Count == 0
                ? Task.FromResult<IReadOnlyList<Person>>([])
                : throw new ArgumentOutOfRangeException(nameof(ids), ids.Count, $"Ask for at most {MaxPeople} people at once.");
}
