using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>What people say of themselves, and how they are found by it.</summary>
public interface IProfileStore
{
    /// <summary>Changes a person and counts her <see cref="Person.Revision"/> up; returns her as she is then. Not found when there is no such active person.</summary>
    Task<Result<Person>> ChangeAsync(UserId user, PersonChange change, CancellationToken ct);

    /// <summary>The active people who report to a person, by name, one page.</summary>
    Task<Page<Person>> ListReportsAsync(UserId manager, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>The distinct values of a field over all active people, in order, at most <paramref name="limit"/>; empty ones are left out.</summary>
    Task<IReadOnlyList<string>> ListValuesAsync(ProfileField field, int limit, CancellationToken ct);
}
