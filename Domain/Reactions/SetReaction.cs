using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Reactions;

/// <summary>Gives a reaction, or takes one's own back.</summary>
public sealed class SetReaction(StreamAccess access, IMessageStore messages, IReactionStore reactions, IEmojiCatalog emoji, IRateLimits limits)
{
    /// <summary>Returns the message as it is now.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(SetReactionRequest request, CancellationToken ct)
    {
        var entered = await access.EnterAsync(request.Actor, request.Stream, ct);
        if (!entered.TryGet(out var seat, out var error))
            return error;
        if (!seat.Allows(Rights.Respond) && !seat.Allows(Rights.Post))
            return StreamRules.Refusal(seat, Rights.Respond);
        if (!await messages.ShowsAsync(seat, request.Seq, ct))
            return new Error.NotFound();
        if (string.IsNullOrEmpty(request.Emoji) || request.Emoji.Length > 64 || !emoji.TryFind(request.Emoji, out var found))
            return new Error.Invalid("reaction.unknown_emoji", "This is not an emoji that we know.", "emoji");
        return limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out error)
            ? await reactions.SetAsync(seat, request.Seq, found.Unicode, request.Given, ct)
            : error;
    }
}

/// <summary>A reaction.</summary>
/// <param name="Actor">Who reacts.</param>
/// <param name="Stream">Where the message is.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Emoji">An emoji or its shortcode.</param>
/// <param name="Given">True gives it, false takes it back.</param>
public sealed record SetReactionRequest(Actor Actor, StreamId Stream, long Seq, string? Emoji, bool Given);
