using Collab.Domain.Hidden;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>
/// The news of what the person before the page has deleted for herself, here or on another device: whatever shows messages
/// outside of a feed follows it. One per circuit.
/// </summary>
public sealed class HiddenSight
{
    /// <summary>Messages of a stream are hidden from her.</summary>
    public event Action<StreamId, IReadOnlyCollection<long>>? Hidden;

    /// <summary>Messages are shown again, or a whole history is hidden or shown: what shows messages reads them again.</summary>
    public event Action? Changed;

    /// <summary>Takes what the circuit received; of others it gets nothing.</summary>
    public void Apply(Notice notice)
    {
        switch (notice)
        {
            case HiddenSignal { IsHidden: true } hidden:
                Hidden?.Invoke(hidden.Stream, hidden.Seqs);
                break;
            case HiddenSignal or HistoryClearedSignal:
                Changed?.Invoke();
                break;
        }
    }
}
