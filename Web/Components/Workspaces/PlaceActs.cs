using Collab.Domain.Preferences;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>What a person does to a place of her sidebar, from its row; a refusal becomes a toast.</summary>
public sealed class PlaceActs(Session session, Sidebar sidebar, CircuitLink link, PlaceUseCases use, PlaceSurroundings around)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    /// <summary>The whole place counts as read, at once on this page; a refusal turns it back. It can be undone.</summary>
    public async Task MarkReadAsync(StreamId stream)
    {
        if (sidebar.Find(stream) is not { } place || await ActorAsync() is not { } actor)
            return;
        Show(place, place.Head.LastSeq, 0, 0);
        var moved = await use.Read.ExecuteAsync(new MarkReadRequest(actor, stream, place.Head.LastSeq), link.Ended);
        if (!moved.TryGet(out var state, out var error))
        {
            Show(place, place.LastReadSeq, place.Unread, place.Mentions);
            around.Toasts.Show(error.Say(), isError: true);
            return;
        }

        Show(place, state.LastReadSeq, state.Unread, state.Mentions);
        if (place.Unread > 0)
            await SayMarkedAsync(actor, around.Texts["MarkedRead", around.Places.TitleOf(place.Head)], [new PlaceMark(stream, place.LastReadSeq, state)]);
    }

    /// <summary>The places that <see cref="MarkAllReadAsync"/> marks, as far as they are known here.</summary>
    public IReadOnlyList<PlaceView> UnreadPlaces() =>
        [.. sidebar.Places.Where(p => p.Unread > 0 && (p.Head.Workspace is null || p.Head.Workspace == session.Workspace?.Workspace.Id))];

    /// <summary>Everything in the workspace counts as read. It can be undone.</summary>
    public async Task MarkAllReadAsync()
    {
        if (session.Workspace is not { Workspace: var workspace } || await ActorAsync() is not { } actor)
            return;
        if (!(await use.ReadAll.ExecuteAsync(actor, workspace.Id, link.Ended)).TryGet(out var marked, out _))
            return;
        foreach (var mark in marked)
            sidebar.Apply(new ReadSignal(mark.Stream, session.Me, mark.Now.LastReadSeq, mark.Now.Unread, mark.Now.Mentions));
        if (marked.Count > 0)
            await SayMarkedAsync(actor, around.Texts["MarkedRead", workspace.Name], marked);
    }

    /// <summary>Keeps the place at the top, or no longer.</summary>
    public async Task StarAsync(StreamId stream, bool starred)
    {
        if (await ActorAsync() is { } actor)
            Take(await use.Star.ExecuteAsync(actor, stream, starred, link.Ended));
    }

    /// <summary>Silences the place for a while, or no longer (null).</summary>
    public async Task MuteAsync(StreamId stream, MuteFor? period)
    {
        if (await ActorAsync() is { } actor)
            Take(await use.Mute.ExecuteAsync(actor, stream, period is { } chosen ? EndOf(chosen, session.Time.GetUtcNow(), session.Zone) : null, link.Ended));
    }

    /// <summary>When a silence that begins now ends.</summary>
    public static DateTimeOffset EndOf(MuteFor period, DateTimeOffset now, TimeZoneInfo zone) =>
        period switch
        {
            MuteFor.Minutes15 => now.AddMinutes(15),
            MuteFor.Hour => now.AddHours(1),
            MuteFor.Hours8 => now.AddHours(8),
            MuteFor.Tomorrow => MorningAfter(now, zone),
            _ => MutePlace.Forever,
        };

    private static DateTimeOffset MorningAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        var morning = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(1) + Morning;
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning));
    }

    private async Task<Actor?> ActorAsync()
    {
        link.Touch();
        return (await session.ActAsync(link.Ended)).TryGet(out var actor, out _) ? actor : null;
    }

    private void Take(Result<PlaceView> changed)
    {
        if (changed.TryGet(out var place, out var error))
            sidebar.Apply(new PlaceSignal(place.Id, session.Me, place.Starred, place.MutedUntil));
        else
            around.Toasts.Show(error.Say(), isError: true);
    }

    private void Show(PlaceView place, long lastRead, long unread, long mentions) =>
        sidebar.Apply(new ReadSignal(place.Id, session.Me, lastRead, unread, mentions));

    // Marking counts as reading: whoever does it for the first time is told.
    private async Task SayMarkedAsync(Actor actor, string said, IReadOnlyList<PlaceMark> marked)
    {
        var isFirst = !around.Preferences.KnowsMarkingReads;
        around.Toasts.Show(isFirst ? $"{said} {around.Texts["MarkingReads"]}" : said, undo: () => UnmarkAsync(marked));
        if (!isFirst)
            return;
        around.Preferences.Set(PreferenceNames.KnowsMarkingReads, "true");
        await use.Preference.ExecuteAsync(actor, PreferenceNames.KnowsMarkingReads, "true", link.Ended);
    }

    private async Task UnmarkAsync(IReadOnlyList<PlaceMark> marked)
    {
        if (await ActorAsync() is { } actor)
            await use.Unmark.ExecuteAsync(actor, marked, link.Ended);
    }
}

/// <summary>For how long a place is muted.</summary>
public enum MuteFor
{
    /// <summary>A quarter of an hour.</summary>
    Minutes15,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>Eight hours.</summary>
    Hours8,

    /// <summary>Until tomorrow, nine o'clock.</summary>
    Tomorrow,

    /// <summary>Until one turns it on.</summary>
    Forever,
}

/// <summary>The use cases behind a place's acts.</summary>
/// <param name="Read">Moves the marker.</param>
/// <param name="Star">Stars.</param>
/// <param name="Mute">Mutes.</param>
/// <param name="ReadAll">Moves the markers of a workspace.</param>
/// <param name="Unmark">Moves markers back.</param>
/// <param name="Preference">Remembers what was said once.</param>
public sealed record PlaceUseCases(MarkRead Read, StarPlace Star, MutePlace Mute, MarkWorkspaceRead ReadAll, UnmarkPlaces Unmark, SetPreference Preference);

/// <summary>What the acts on places say, and where.</summary>
/// <param name="Places">Names them.</param>
/// <param name="Preferences">Knows what was said before.</param>
/// <param name="Toasts">Says it.</param>
/// <param name="Texts">What is said.</param>
public sealed record PlaceSurroundings(Places Places, OwnPreferences Preferences, Toasts Toasts, IStringLocalizer<Texts> Texts);
