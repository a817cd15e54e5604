using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;

namespace Collab.Web.Tests.TownHalls;

/// <summary>Viewers of one node, counted at once.</summary>
internal sealed class CountedViewers(TownHallRules rules) : IViewers
{
    private readonly Dictionary<StreamId, int> _counts = [];

    public event Action<IReadOnlyCollection<StreamId>>? Changed;

    public int Of(StreamId stream) => _counts.GetValueOrDefault(stream);

    public void Come(StreamId stream) => Set(stream, Of(stream) + 1);

    public void Go(StreamId stream) => Set(stream, Of(stream) - 1);

    public int? Watching(StreamId stream) => Of(stream) >= rules.Viewers ? Of(stream) : null;

    public void Tell(StreamId stream) => Changed?.Invoke([stream]);

    private void Set(StreamId stream, int count) => _counts[stream] = count;
}
