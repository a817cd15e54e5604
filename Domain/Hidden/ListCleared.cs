using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>Lists the places whose history one has cleared for oneself.</summary>
public sealed class ListCleared(StreamAccess access, IHiddenMessages hidden)
{
    /// <summary>Most that are listed.</summary>
    public const int MaxPlaces = 200;

    /// <summary>The last cleared first; those that one may not enter any more are left out.</summary>
    public async Task<IReadOnlyList<ClearedPlace>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var book = await hidden.ReadAsync(actor.User, ct);
        var newest = book.Cleared.Where(c => book.Restorable.Contains(c.Key)).OrderByDescending(c => c.Value.At).Take(MaxPlaces);
        var entered = await Task.WhenAll(newest.Select(async c => (Seat: (await access.EnterAsync(actor, c.Key, ct)).TryGet(out var seat, out _) ? seat : null, Cleared: c.Value)));
        return [.. entered.Where(e => e.Seat is not null).Select(e => new ClearedPlace(e.Seat!.Stream, e.Cleared))]; // filtered just before
    }
}

/// <summary>A place whose history one has cleared for oneself.</summary>
/// <param name="Place">Which.</param>
/// <param name="Cleared">How far.</param>
public sealed record ClearedPlace(StreamView Place, ClearedHistory Cleared);
