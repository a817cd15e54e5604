using Collab.Domain.Shared;

namespace Collab.Domain.Preferences;

/// <summary>Reads what one has set for all one's devices.</summary>
public sealed class ListPreferences(IPreferenceStore preferences)
{
    /// <summary>What was never set is not in it.</summary>
    public Task<IReadOnlyList<Preference>> ExecuteAsync(Actor actor, CancellationToken ct) => preferences.ListAsync(actor.User, ct);
}
