using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Presence;

/// <summary>Who was online until a moment ago. Guarded by whoever has it; what it costs grows with those who go, not with those who are there.</summary>
internal sealed class RecentPeople(TimeSpan kept)
{
    private readonly Dictionary<UserId, DateTimeOffset> _left = [];
    private readonly Queue<(UserId User, DateTimeOffset At)> _order = new();

    public IReadOnlyCollection<UserId> Users => _left.Keys;

    public bool Contains(UserId user) => _left.ContainsKey(user);

    /// <summary>She is online no more.</summary>
    public void Add(UserId user, DateTimeOffset now)
    {
        _left[user] = now;
        _order.Enqueue((user, now));
    }

    /// <summary>She is back.</summary>
    public void Remove(UserId user) => _left.Remove(user);

    /// <summary>Lets go of those who left too long ago.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && now - oldest.At > kept)
        {
            _order.Dequeue();
            // She may have come and gone again since.
            if (_left.TryGetValue(oldest.User, out var at) && at == oldest.At)
                _left.Remove(oldest.User);
        }
    }
}
