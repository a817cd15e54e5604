using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.TownHalls;

/// <summary>How many look at a place. It comes from the node itself, never over the bus.</summary>
/// <param name="Stream">The place.</param>
/// <param name="Watching">The number; null when it is no town hall any more.</param>
internal sealed record WatchingChanged(StreamId Stream, int? Watching) : Notice;
