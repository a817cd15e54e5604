using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>A person arranged a place of her sidebar otherwise: for her own devices, which read the whole list after a break.</summary>
/// <param name="Stream">Which place.</param>
/// <param name="User">Whose sidebar.</param>
/// <param name="Starred">She keeps it at the top.</param>
/// <param name="MutedUntil">It stays silent until then; null when it is not muted.</param>
public sealed record PlaceSignal(StreamId Stream, UserId User, bool Starred, DateTimeOffset? MutedUntil) : Signal;
