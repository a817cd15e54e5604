using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Preferences;

/// <summary>What people have set for all their devices; in the bucket of the person.</summary>
public interface IPreferenceStore
{
    /// <summary>All that a person has set, by name; at most one for each of <see cref="PreferenceNames.All"/>.</summary>
    Task<IReadOnlyList<Preference>> ListAsync(UserId user, CancellationToken ct);

    /// <summary>Sets one, or forgets it (null).</summary>
    Task<Result<Done>> SetAsync(UserId user, string name, string? value, CancellationToken ct);
}
