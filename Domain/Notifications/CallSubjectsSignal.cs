using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Notifications;

/// <summary>A person came into a group or out of it, or wants other keywords: her devices read them, and her mentions, again.</summary>
/// <param name="User">Whose.</param>
public sealed record CallSubjectsSignal(UserId User) : Signal;
