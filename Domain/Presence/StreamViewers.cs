using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>How many look at a place on one node.</summary>
/// <param name="Stream">The place.</param>
/// <param name="Count">Pages that have it open, and programs that follow it.</param>
public sealed record StreamViewers(StreamId Stream, int Count);
