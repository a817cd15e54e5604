namespace Collab.Web.Realtime;

/// <summary>
/// The pages of this node that must read again what they missed, after a gap on the bus. They would all do so in the same
/// moment, each asking every shard; so they are told a few at a time, <see cref="PagesPerBeat"/> each <see cref="Beat"/>.
/// </summary>
internal sealed class MissedPages : IDisposable
{
    /// <summary>How many are told at once; a small node's pages all are.</summary>
    public const int PagesPerBeat = 50;

    /// <summary>The time between one portion and the next.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<CircuitMailbox> _waiting = [];
    private readonly HashSet<CircuitMailbox> _known = [];
    private readonly ITimer _timer;
    private bool _isGoing;

    public MissedPages(TimeProvider time) => _timer = time.CreateTimer(_ => TellSome(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>There was a gap. Pages that wait from the last one keep their turn: what they will read is new enough for both.</summary>
    public void Add(IEnumerable<CircuitMailbox> pages)
    {
        lock (_lock)
        {
            foreach (var page in pages.Where(_known.Add))
                _waiting.Enqueue(page);
            if (_isGoing)
                return;
        }

        TellSome();
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void TellSome()
    {
        lock (_lock)
        {
            for (var told = 0; told < PagesPerBeat && _waiting.TryDequeue(out var page); told++)
            {
                _known.Remove(page);
                page.MarkMissed();
            }

            _isGoing = _waiting.Count > 0;
            _timer.Change(_isGoing ? Beat : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
