using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Preferences;

/// <summary>A person set something for all her devices; they read it all after a break.</summary>
/// <param name="User">Whose.</param>
/// <param name="Name">Which one.</param>
/// <param name="Value">What it is set to; null when it is as usual again.</param>
public sealed record PreferenceSignal(UserId User, string Name, string? Value) : Signal;
