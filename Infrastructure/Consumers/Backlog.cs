using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Consumers;

/// <summary>
/// Which streams have something for a consumer, as far as this node has heard. A bucket's streams are taken together, and
/// nobody else gets that bucket until they are given back, so that one stream is never in two hands. It is only memory:
/// what is lost with it, the sweep finds again.
/// </summary>
internal sealed class Backlog
{
    /// <summary>More streams than this are left for the sweep.</summary>
    public const int MaxStreams = 50_000;

    private const int StreamsPerTurn = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<Bucket, Dictionary<StreamId, Waiting>> _waiting = [];
    private readonly HashSet<Bucket> _taken = [];
    private int _count;
    private bool _hasOverflown;

    /// <summary>How many streams wait or are being worked on.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>When the oldest that waits has happened, as far as is known.</summary>
    public DateTimeOffset? OldestAt
    {
        get
        {
            lock (_lock)
                return _waiting.Values.SelectMany(b => b.Values).Min(w => w.OldestAt);
        }
    }

    /// <summary>True when a stream is waiting for another attempt.</summary>
    public bool HasFailures
    {
        get
        {
            lock (_lock)
                return _waiting.Values.Any(b => b.Values.Any(w => w.Attempts > 0));
        }
    }

    /// <summary>Something has happened in a stream.</summary>
    public void Add(StreamId stream, DateTimeOffset? at)
    {
        lock (_lock)
        {
            var known = Of(stream.Bucket).GetValueOrDefault(stream);
            if (known is null && _count >= MaxStreams)
                _hasOverflown = true;
            else
                Put(stream, (known ?? new Waiting()) with { OldestAt = Earlier(known?.OldestAt, at) });
        }
    }

    /// <summary>Streams of one bucket whose time has come; null when there are none.</summary>
    public IReadOnlyDictionary<StreamId, Waiting>? Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var (bucket, streams) in _waiting)
            {
                if (_taken.Contains(bucket) || !streams.Values.Any(w => w.DueAt <= now))
                    continue;
                _taken.Add(bucket);
                // They stay in view, so that the oldest of them counts while it is worked on.
                return streams.Where(s => s.Value.DueAt <= now).OrderBy(s => s.Key).Take(StreamsPerTurn).ToDictionary(s => s.Key, s => s.Value);
            }

            return null;
        }
    }

    /// <summary>Gives a bucket back.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="taken">What was taken.</param>
    /// <param name="left">Those of them that are not done, with what is known of them now.</param>
    public void GiveBack(Bucket bucket, IReadOnlyDictionary<StreamId, Waiting> taken, IReadOnlyDictionary<StreamId, Waiting> left)
    {
        lock (_lock)
        {
            foreach (var (stream, before) in taken)
            {
                var now = Of(bucket).GetValueOrDefault(stream);
                // What was heard meanwhile may be all that is known of its age.
                if (left.TryGetValue(stream, out var rest))
                    Put(stream, rest with { OldestAt = rest.OldestAt ?? now?.OldestAt });
                else if (ReferenceEquals(now, before))
                    Remove(stream);
                // Else something happened meanwhile, and perhaps after it was looked at.
                else if (now is not null)
                    Put(stream, now with { Attempts = 0, DueAt = default });
            }

            _taken.Remove(bucket);
        }
    }

    /// <summary>Forgets everything: the work is another node's now.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _waiting.Clear();
            (_count, _hasOverflown) = (0, false);
        }
    }

    /// <summary>True, once, when streams had to be left out and there is room again.</summary>
    public bool TakeOverflow()
    {
        lock (_lock)
        {
            var isTime = _hasOverflown && _count < MaxStreams / 2;
            _hasOverflown &= !isTime;
            return isTime;
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private Dictionary<StreamId, Waiting> Of(Bucket bucket) =>
        _waiting.TryGetValue(bucket, out var streams) ? streams : _waiting[bucket] = [];

    private void Put(StreamId stream, Waiting waiting)
    {
        var streams = Of(stream.Bucket);
        _count += streams.ContainsKey(stream) ? 0 : 1;
        streams[stream] = waiting;
    }

    private void Remove(StreamId stream)
    {
        if (Of(stream.Bucket).Remove(stream))
            _count--;
    }
}

/// <summary>A stream that has something for a consumer. Each instance is one state of knowledge: news make a new one.</summary>
/// <param name="OldestAt">When the oldest has happened; null when nobody has looked yet.</param>
/// <param name="Attempts">How often its first event has failed.</param>
/// <param name="DueAt">Not before this.</param>
internal sealed record Waiting(DateTimeOffset? OldestAt = null, int Attempts = 0, DateTimeOffset DueAt = default);
