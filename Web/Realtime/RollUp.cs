using System.Globalization;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// What rows of the sidebar come to together: for a workspace's tile, the title, the icon of the page. There is one rule,
/// the sum of the rows that are not muted.
/// </summary>
/// <param name="Mentions">Messages that call her.</param>
/// <param name="HasUnread">Something is unread.</param>
public readonly record struct RollUp(long Mentions, bool HasUnread)
{
    /// <summary>How it is drawn: a number up to <c>99+</c>, a dot, or nothing.</summary>
    public string Mark => Mentions > 0 ? Number(Mentions) : HasUnread ? "•" : "";

    /// <summary>The sum of some rows.</summary>
    public static RollUp Of(IEnumerable<PlaceView> places, DateTimeOffset now)
    {
        var (mentions, unread) = (0L, false);
        foreach (var place in places)
        {
            if (IsMuted(place, now))
                continue;
            mentions += place.Mentions;
            unread |= place.Unread > 0;
        }

        return new RollUp(mentions, unread);
    }

    /// <summary>The sum of some rows and of threads; those of silent places are silent too.</summary>
    public static RollUp Of(IReadOnlyCollection<PlaceView> places, IEnumerable<PlaceView> threads, DateTimeOffset now)
    {
        var silent = places.Where(p => IsMuted(p, now)).Select(p => p.Id).ToHashSet();
        return Of([.. places, .. threads.Where(t => t.Head.Parent is not { } parent || !silent.Contains(parent))], now);
    }

    /// <summary>The place is silent now.</summary>
    public static bool IsMuted(PlaceView place, DateTimeOffset now) => place.MutedUntil is { } until && until > now;

    /// <summary>A count as badges show it.</summary>
    public static string Number(long count) => count > 99 ? "99+" : count.ToString(CultureInfo.CurrentCulture);
}
