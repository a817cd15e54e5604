using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>Who is connected to one node: repeated while it lasts, so that a dead node's people fade.</summary>
/// <param name="Node">A name for the node's run, unique per process.</param>
/// <param name="Online">People with at least one connection there who are at their device.</param>
/// <param name="Away">People with connections there, none of them used for ten minutes.</param>
/// <param name="IsWhole">True when the lists are everybody on the node; false when they are only those who changed.</param>
/// <param name="Gone">People who have no connection there any more.</param>
public sealed record PresenceSignal(
    string Node, IReadOnlyList<UserId> Online, IReadOnlyList<UserId> Away, IReadOnlyList<UserId> Gone, bool IsWhole) : Signal;
