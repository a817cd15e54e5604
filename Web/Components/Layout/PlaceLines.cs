using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Layout;

/// <summary>
/// The lines of one person's sidebar, and what of them the browser does not know yet. A line costs its page some hundred
/// bytes and no element: thousands of places cost what they weigh. Rows that did not change are not looked at twice.
/// </summary>
public sealed class PlaceLines(Session session, PeopleCache people, Places places, CircuitLink link)
{
    private readonly Dictionary<StreamId, Line> _lines = [];
    private IReadOnlyList<PlaceSection> _sent = [];
    private List<StreamId> _channels = [];
    private WorkspaceId? _workspace;

    /// <summary>When the first of the places that are silent now is heard again; null when none is.</summary>
    public DateTimeOffset? SilentUntil { get; private set; }

    /// <summary>The people of chats of two, whose marks stand in the sidebar.</summary>
    public IEnumerable<UserId> Faces => _lines.Values.Where(l => l.Place.Head.Kind == StreamKind.Direct).Select(l => Other(l.Place.Head));

    /// <summary>What changed since the last call.</summary>
    public PlacePatch Take(IEnumerable<PlaceView> all)
    {
        var (rows, seen, now) = (new List<PlaceRow>(), new HashSet<StreamId>(), session.Time.GetUtcNow());
        var isNamed = _workspace != session.Workspace?.Workspace.Id;
        _workspace = session.Workspace?.Workspace.Id;
        SilentUntil = null;
        foreach (var place in all)
        {
            if (place.MutedUntil > now && (SilentUntil is null || place.MutedUntil < SilentUntil))
                SilentUntil = place.MutedUntil;
            if (place.Head.Workspace is not null && place.Head.Workspace != _workspace)
                continue;
            seen.Add(place.Id);
            var known = _lines.GetValueOrDefault(place.Id);
            var stamp = Stamp(place, now);
            if (known is not null && ReferenceEquals(known.Place, place) && known.Stamp == stamp)
                continue;
            var row = Draw(place, now);
            isNamed |= known is null || known.Row.Name != row.Name || known.Row.Sign != row.Sign;
            _lines[place.Id] = new Line(place, row, stamp);
            if (known?.Row != row)
                rows.Add(row);
        }

        StreamId[] gone = [.. _lines.Keys.Where(id => !seen.Contains(id))];
        foreach (var id in gone)
            _lines.Remove(id);
        return new PlacePatch(rows, [.. gone.Select(id => id.ToString())], Order(isNamed || gone.Length > 0));
    }

    // Names are sorted by the rules of a language, which costs; they seldom change. Chats go by their last message.
    private PlaceSection[]? Order(bool isNamed)
    {
        if (isNamed)
        {
            _channels = [.. _lines.Where(l => l.Value.Place.Head.Kind == StreamKind.Channel)
                .OrderBy(l => l.Value.Place.Head.ArchivedAt is not null).ThenBy(l => l.Value.Row.Name, StringComparer.CurrentCultureIgnoreCase).Select(l => l.Key)];
        }

        var chats = _lines.Values.Where(l => l.Place.Head.Kind != StreamKind.Channel).OrderByDescending(l => l.Place.Head.LastMessageAt ?? l.Place.Head.CreatedAt).ToArray();
        var channels = _channels.Select(id => _lines[id]).ToArray();
        PlaceSection[] sections =
        [
            Section("starred", channels.Where(l => l.Row.IsStarred).Concat(chats.Where(l => l.Row.IsStarred).OrderBy(l => l.Row.Name, StringComparer.CurrentCultureIgnoreCase))),
            Section("channels", channels.Where(l => !l.Row.IsStarred)),
            Section("chats", chats.Where(l => !l.Row.IsStarred)),
        ];
        if (_sent.Count > 0 && _sent.Zip(sections).All(s => s.First.Places.SequenceEqual(s.Second.Places)))
            return null;
        _sent = sections;
        return sections;
    }

    private static PlaceSection Section(string id, IEnumerable<Line> lines) => new(id, [.. lines.Select(l => l.Row.Id)]);

    // All that a row shows besides the place itself: whether it is silent by now, and the people in it.
    private int Stamp(PlaceView place, DateTimeOffset now)
    {
        var stamp = new HashCode();
        stamp.Add(RollUp.IsMuted(place, now));
        if (place.Head.Kind == StreamKind.Direct)
            stamp.Add(link.PresenceOf(Other(place.Head)));
        if (place.Head.Kind != StreamKind.Channel)
        {
            foreach (var person in place.Head.Participants)
                stamp.Add(people.Find(person));
        }

        return stamp.ToHashCode();
    }

    private PlaceRow Draw(PlaceView place, DateTimeOffset now)
    {
        var head = place.Head;
        return new PlaceRow(
            head.Id.ToString(), KindOf(head), places.NameOf(head), SignOf(head), place.Unread, place.Mentions, RollUp.IsMuted(place, now), place.Starred,
            head.Kind != StreamKind.Direct && head.Visibility != ChannelVisibility.OrgWide, head.Kind == StreamKind.Channel ? null : FaceOf(head));
    }

    private static string KindOf(StreamView head) => head.Kind switch { StreamKind.Channel => "channel", StreamKind.Group => "group", _ => "direct" };

    private static string? SignOf(StreamView head) =>
        head.Kind != StreamKind.Channel ? null
        : head.ArchivedAt is not null ? "archive"
        : head.Visibility switch { ChannelVisibility.Private => "lock", ChannelVisibility.OrgWide => "building", _ => "hash" };

    private PlaceFace FaceOf(StreamView head)
    {
        var other = Other(head);
        var initials = Avatar.Initials(people.Find(other)?.DisplayName ?? "", 20);
        return head.Kind == StreamKind.Group
            ? new PlaceFace(initials, Avatar.Hue(other.Value), null, places.Others(head).Count)
            : new PlaceFace(initials, Avatar.Hue(other.Value), link.PresenceMark(other), null, people.Find(other)?.StatusAt(session.Time.GetUtcNow())?.Emoji);
    }

    private UserId Other(StreamView head)
    {
        foreach (var person in head.Participants)
        {
            if (person != session.Me)
                return person;
        }

        return session.Me;
    }

    private sealed record Line(PlaceView Place, PlaceRow Row, int Stamp);
}
