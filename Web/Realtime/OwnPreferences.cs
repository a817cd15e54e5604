using Collab.Domain.Preferences;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>What the person before the page has set for all her devices. One per circuit.</summary>
public sealed class OwnPreferences
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Something is set otherwise.</summary>
    public event Action? Changed;

    /// <summary>The sections of the sidebar that are folded, by name.</summary>
    public IReadOnlyList<string> FoldedSections =>
        [.. _values.Where(v => v.Key.StartsWith(PreferenceNames.Folded, StringComparison.Ordinal) && v.Value == "true").Select(v => v.Key[PreferenceNames.Folded.Length..]).Order()];

    /// <summary>Others do not see when she was last active.</summary>
    public bool HidesLastSeen => _values.GetValueOrDefault(PreferenceNames.HidesLastSeen) == "true";

    /// <summary>She has been told that marking a place as read counts as reading.</summary>
    public bool KnowsMarkingReads => _values.GetValueOrDefault(PreferenceNames.KnowsMarkingReads) == "true";

    /// <summary>Begins with, or goes back to, what is stored.</summary>
    public void Load(IReadOnlyList<Preference> stored)
    {
        _values.Clear();
        foreach (var preference in stored)
            _values[preference.Name] = preference.Value;
        Changed?.Invoke();
    }

    /// <summary>Takes what the circuit received; of others it gets nothing.</summary>
    public void Apply(Notice notice)
    {
        if (notice is PreferenceSignal set)
            Set(set.Name, set.Value);
    }

    /// <summary>Sets one; null is as usual.</summary>
    public void Set(string name, string? value)
    {
        if (_values.GetValueOrDefault(name) == value)
            return;
        if (value is null)
            _values.Remove(name);
        else
            _values[name] = value;
        Changed?.Invoke();
    }
}
