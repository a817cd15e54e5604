using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>What a person does to a place of her sidebar, from its row; a refusal becomes a toast.</summary>
public sealed class PlaceActs(Session session, Sidebar sidebar, CircuitLink link, PlaceUseCases use, Toasts toasts)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    /// <summary>The whole place counts as read.</summary>
    public async Task MarkReadAsync(StreamId stream)
    {
        if (sidebar.Find(stream) is not { } place || await ActorAsync() is not { } actor)
            return;
        var moved = await use.Read.ExecuteAsync(new MarkReadRequest(actor, stream, place.Head.LastSeq), link.Ended);
        if (moved.TryGet(out var state, out var error))
            sidebar.Apply(new ReadSignal(stream, session.Me, state.LastReadSeq, state.Unread, state.Mentions));
        else
            toasts.Show(error.Say(), isError: true);
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
            toasts.Show(error.Say(), isError: true);
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
public sealed record PlaceUseCases(MarkRead Read, StarPlace Star, MutePlace Mute);
