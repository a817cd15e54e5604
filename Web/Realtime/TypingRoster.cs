using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>Who is typing in one stream: sampled, and forgotten after six seconds.</summary>
public sealed class TypingRoster(StreamId stream, UserId reader, TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(6);

    private readonly Dictionary<UserId, DateTimeOffset> _since = [];

    /// <summary>Those who are typing now, in the order in which they began.</summary>
    public IReadOnlyList<UserId> Now
    {
        get
        {
            var oldest = time.GetUtcNow() - Shown;
            return [.. _since.Where(t => t.Value > oldest).Select(t => t.Key)];
        }
    }

    /// <summary>Takes a signal; true when it changes who is shown.</summary>
    public bool Apply(TypingSignal typing)
    {
        if (typing.Stream != stream || typing.User == reader)
            return false;
        _since[typing.User] = time.GetUtcNow();
        return true;
    }

    /// <summary>Her message came: she types no more.</summary>
    public bool Stop(UserId user) => _since.Remove(user);

    /// <summary>Forgets those whose time is over; true when somebody was.</summary>
    public bool Prune()
    {
        var oldest = time.GetUtcNow() - Shown;
        UserId[] over = [.. _since.Where(t => t.Value <= oldest).Select(t => t.Key)];
        foreach (var user in over)
            _since.Remove(user);
        return over.Length > 0;
    }
}
