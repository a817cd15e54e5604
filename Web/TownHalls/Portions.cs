using Collab.Domain.Shared.Ids;

namespace Collab.Web.TownHalls;

/// <summary>
/// Hands something of a town hall to its viewers a portion at a time, within half a second. Twenty thousand at once would
/// keep the processors busy with what can wait, and a host's words would stand behind it: so whatever comes next for the
/// place ends it at once.
/// </summary>
internal sealed class Portions<T> : IDisposable
{
    /// <summary>So many get it in one go, whatever their number.</summary>
    public const int Least = 500;

    /// <summary>The time between one portion and the next.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private const int MostPortions = 25;

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Rest> _rests = [];
    private readonly ITimer _timer;

    /// <param name="time">Between the portions.</param>
    public Portions(TimeProvider time) => _timer = time.CreateTimer(_ => Go(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Begins with the first portion. What was under way for the place ends before it.</summary>
    public void Begin(StreamId stream, IReadOnlyList<T> receivers, Action<T> hand)
    {
        lock (_lock)
        {
            FinishNow(stream);
            var rest = new Rest(receivers, hand, Math.Max(Least, (receivers.Count + MostPortions - 1) / MostPortions));
            if (rest.GoOn())
                return;
            _rests[stream] = rest;
            _timer.Change(Beat, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whoever waits gets it now: something else follows.</summary>
    public void Finish(StreamId stream)
    {
        lock (_lock)
            FinishNow(stream);
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void FinishNow(StreamId stream)
    {
        if (!_rests.Remove(stream, out var rest))
            return;
        while (!rest.GoOn())
        {
            // One portion after the other, without a pause.
        }
    }

    private void Go()
    {
        lock (_lock)
        {
            foreach (var (stream, rest) in _rests.ToArray())
            {
                if (rest.GoOn())
                    _rests.Remove(stream);
            }

            if (_rests.Count > 0)
                _timer.Change(Beat, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Rest(IReadOnlyList<T> receivers, Action<T> hand, int portion)
    {
        private int _next;

        // True when nobody waits any more.
        public bool GoOn()
        {
            for (var end = Math.Min(receivers.Count, _next + portion); _next < end; _next++)
                hand(receivers[_next]);
            return _next == receivers.Count;
        }
    }
}
