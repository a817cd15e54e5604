using Collab.Domain.Shared.Ids;

namespace Collab.Domain.TownHalls;

/// <summary>
/// How many look at a place now, over all nodes: pages that have it open, and programs that follow it. A number that is
/// sampled every few seconds; who they are is not kept.
/// </summary>
public interface IViewers
{
    /// <summary>One more looks, on this node.</summary>
    void Come(StreamId stream);

    /// <summary>One looks no more.</summary>
    void Go(StreamId stream);

    /// <summary>How many look, as of the last few seconds; null while they are too few for a town hall.</summary>
    int? Watching(StreamId stream);

    /// <summary>Raised with the places whose number changed, at most every few seconds. Must be quick and must not throw.</summary>
    event Action<IReadOnlyCollection<StreamId>>? Changed;
}
