using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>Which sessions of a person end.</summary>
/// <param name="At">The end.</param>
/// <param name="Only">Just this one; null for all.</param>
/// <param name="Except">All but this one.</param>
public sealed record SessionsToEnd(DateTimeOffset At, SessionId? Only = null, SessionId? Except = null);
