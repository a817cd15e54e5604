namespace Collab.Web.Components.Layout;

/// <summary>A row of the sidebar as the browser draws it (js/places.js): the browser has all of them, and only those near the view in the page.</summary>
/// <param name="Id">The place.</param>
/// <param name="Kind"><c>channel</c>, <c>direct</c> or <c>group</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sign">The icon of a channel: <c>hash</c>, <c>lock</c>, <c>building</c> or <c>archive</c>.</param>
/// <param name="Unread">Messages that were not read.</param>
/// <param name="Mentions">Those among them that call her.</param>
/// <param name="IsMuted">It is silent now.</param>
/// <param name="IsStarred">She keeps it at the top.</param>
/// <param name="CanLeave">One may leave it.</param>
/// <param name="Face">Who is in a chat, as a picture.</param>
public sealed record PlaceRow(
    string Id, string Kind, string Name, string? Sign, long Unread, long Mentions, bool IsMuted, bool IsStarred, bool CanLeave, PlaceFace? Face);

/// <summary>The picture of a chat.</summary>
/// <param name="Initials">Of the first of the others.</param>
/// <param name="Hue">Her hue.</param>
/// <param name="Presence">How she can be reached; null for a group.</param>
/// <param name="Count">How many others are in a group; null for a chat of two.</param>
/// <param name="Status">What she is doing, as an emoji; null when she says nothing, and for a group.</param>
public sealed record PlaceFace(string Initials, int Hue, string? Presence, int? Count, string? Status = null);

/// <summary>What changes in the browser's sidebar.</summary>
/// <param name="Rows">Rows that are new or look different.</param>
/// <param name="Gone">Rows that are no more.</param>
/// <param name="Sections">The places of each section in order; null when no order changed.</param>
public sealed record PlacePatch(IReadOnlyList<PlaceRow> Rows, IReadOnlyList<string> Gone, IReadOnlyList<PlaceSection>? Sections)
{
    /// <summary>Nothing changes.</summary>
    public bool IsEmpty => Rows.Count == 0 && Gone.Count == 0 && Sections is null;
}

/// <summary>A section's places.</summary>
/// <param name="Id"><c>starred</c>, <c>channels</c> or <c>chats</c>.</param>
/// <param name="Places">Their ids, in order.</param>
public sealed record PlaceSection(string Id, IReadOnlyList<string> Places);
