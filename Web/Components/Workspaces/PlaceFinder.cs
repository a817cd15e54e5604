using Collab.Domain.Streams;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>Finds among the places of the person before the page those that she means; no store is asked.</summary>
public sealed class PlaceFinder(Sidebar sidebar, Session session, Places places)
{
    /// <summary>The best ones first; with a slip in the name where nothing fits.</summary>
    public IReadOnlyList<PlaceView> Find(string typed, int limit) =>
        Find(typed, limit, name => typed.Length == 0 || PlaceMatch.Fits(name, typed)) is { Length: > 0 } fitting ? fitting : Find(typed, limit, name => PlaceMatch.FitsNearly(name, typed));

    private PlaceView[] Find(string typed, int limit, Func<string, bool> fits) =>
        [.. sidebar.Places
            .Where(p => p.Head.Workspace is null || p.Head.Workspace == session.Workspace?.Workspace.Id)
            .Where(p => fits(places.NameOf(p.Head)))
            .OrderByDescending(p => p.Mentions > 0)
            .ThenByDescending(p => typed.Length > 0 && places.NameOf(p.Head).StartsWith(typed, StringComparison.CurrentCultureIgnoreCase))
            .ThenByDescending(p => p.Unread > 0)
            .ThenByDescending(p => p.Head.LastMessageAt)
            .Take(limit)];
}
