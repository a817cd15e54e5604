using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Preferences;

/// <summary>Sets something for all one's devices, which are told.</summary>
public sealed class SetPreference(IPreferenceStore preferences, IEventBus bus)
{
    /// <summary>An unknown name is not found; a value has at most <see cref="PreferenceNames.MaxValue"/> characters, null goes back to what is usual.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, string name, string? value, CancellationToken ct)
    {
        if (!PreferenceNames.All.Contains(name))
            return new Error.NotFound();
        if (value?.Length > PreferenceNames.MaxValue)
            return new Error.Invalid("preference.too_long", $"At most {PreferenceNames.MaxValue} characters.", "value");
        if (!(await preferences.SetAsync(actor.User, name, value, ct)).TryGet(out _, out var error))
            return error;
        await bus.PublishAsync([new PreferenceSignal(actor.User, name, value)], ct);
        return Done.Value;
    }
}
