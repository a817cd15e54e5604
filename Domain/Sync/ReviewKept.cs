using Collab.Domain.Expiry;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>
/// Says what a browser that has kept some messages of some places must let go of them, after a time in which it did not hear what
/// happened there. It costs what has happened since, and little where nothing has.
/// </summary>
public sealed class ReviewKept(StreamAccess access, CatchUp catchUp, IHiddenMessages hidden)
{
    /// <summary>Most windows at a time.</summary>
    public const int MaxWindows = 50;

    /// <summary>One answer for each window, in their order; <see cref="Error.Invalid"/> for too many.</summary>
    public async Task<Result<IReadOnlyList<KeptReview>>> ExecuteAsync(Actor actor, IReadOnlyList<KeptWindow> windows, CancellationToken ct)
    {
        if (windows.Count > MaxWindows)
            return new Error.Invalid("kept.too_many", $"Ask for at most {MaxWindows} windows at a time.", "windows");
        var reviews = new List<KeptReview>();
        foreach (var window in windows)
            reviews.Add(await TryAsync(actor, window, ct));
        return reviews;
    }

    private async Task<KeptReview> TryAsync(Actor actor, KeptWindow window, CancellationToken ct)
    {
        try
        {
            return await ReviewAsync(actor, window, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return KeptReview.Of(window, KeptState.Away);
        }
    }

    private async Task<KeptReview> ReviewAsync(Actor actor, KeptWindow window, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, window.Stream, ct)).TryGet(out var seat, out var error))
            return KeptReview.Of(window, error is Error.Unavailable ? KeptState.Away : KeptState.Gone);
        // Of a place that she only looks into nothing is kept, and its events go to nobody who is not in it.
        if (!seat.IsMember || window.Version < 0)
            return KeptReview.Of(window, KeptState.Gone);
        IReadOnlyList<long> gone = seat.Sight.HasHidden ? await hidden.ListSeqsAsync(seat, window.From, window.To, HiddenMessage.MaxPerStream, ct) : [];
        if (seat.Stream.Version > window.Version)
        {
            if (seat.Stream.Version - window.Version > CatchUp.MaxEvents)
                return KeptReview.Of(window, KeptState.Gone);
            if (!(await catchUp.ContinueAsync(seat, window.Version, CatchUp.MaxEvents, ct)).TryGet(out var missed, out _) || !missed.IsComplete)
                return KeptReview.Of(window, KeptState.Gone);
            gone = [.. gone.Union(missed.Events.Where(e => e is MessageEdited or MessageRecalled or MessageExpired).Cast<MessageEvent>().Select(e => e.Message.Seq))];
        }

        return new KeptReview(window.Stream, seat.Stream.Version, KeptState.There, seat.Sight.Cleared.Seq, [.. gone.Where(seq => seq >= window.From && seq <= window.To).Order()]);
    }
}

/// <summary>Messages of a place that a browser has kept.</summary>
/// <param name="Stream">Which place.</param>
/// <param name="Version">With the place's events up to this one.</param>
/// <param name="From">The first message.</param>
/// <param name="To">The last one.</param>
public sealed record KeptWindow(StreamId Stream, long Version, long From, long To);

/// <summary>What can be said of a window that was kept.</summary>
public enum KeptState
{
    /// <summary>It may be kept, but for what is named.</summary>
    There,

    /// <summary>All of it is to be let go.</summary>
    Gone,

    /// <summary>It cannot be said at the moment.</summary>
    Away,
}

/// <summary>What became of it.</summary>
/// <param name="Stream">Which place.</param>
/// <param name="Version">Without what is named, it is right up to this one.</param>
/// <param name="State">What can be said.</param>
/// <param name="Cleared">Messages up to this number are not to be seen any more.</param>
/// <param name="Seqs">Nor are these, or not as they were.</param>
public sealed record KeptReview(StreamId Stream, long Version, KeptState State, long Cleared, IReadOnlyList<long> Seqs)
{
    /// <summary>Without a word about its messages.</summary>
    public static KeptReview Of(KeptWindow window, KeptState state) => new(window.Stream, window.Version, state, 0, []);
}
