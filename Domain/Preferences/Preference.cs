namespace Collab.Domain.Preferences;

/// <summary>One of a person's own settings that is the same on all her devices.</summary>
/// <param name="Name">Which one, see <see cref="PreferenceNames"/>.</param>
/// <param name="Value">What it is set to.</param>
public sealed record Preference(string Name, string Value);
