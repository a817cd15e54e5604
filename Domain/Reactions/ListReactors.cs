using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Reactions;

/// <summary>Lists who reacted with one emoji.</summary>
public sealed class ListReactors(StreamAccess access, IReactionStore reactions)
{
    /// <summary>One page of people.</summary>
    public async Task<Result<Page<UserId>>> ExecuteAsync(ListReactorsRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!Cursor.Parse(request.Cursor, "reactors").TryGet(out var cursor, out error))
            return error;
        return await reactions.ListAsync(seat, request.Seq, request.Emoji, cursor, PageLimit.Clamp(request.Limit), ct);
    }
}

/// <summary>Which reaction of which message.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Stream">Where the message is.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Emoji">The emoji, as Unicode text.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListReactorsRequest(Actor Actor, StreamId Stream, long Seq, string Emoji, string? Cursor, int? Limit);
