using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Reactions;

/// <summary>Reactions to messages.</summary>
public interface IReactionStore
{
    /// <summary>Gives or takes back the actor's reaction; what is already so stays so. Returns the message.</summary>
    Task<Result<MessageView>> SetAsync(Seat seat, long seq, string emoji, bool given, CancellationToken ct);

    /// <summary>Those who reacted whom a query wants, by id, one page.</summary>
    Task<Page<UserId>> ListAsync(Seat seat, ReactorQuery query, CancellationToken ct);

    /// <summary>The actor's own reactions on a run of messages, for those with more reactors than a view names.</summary>
    Task<IReadOnlyList<OwnReaction>> ListOwnAsync(Seat seat, long fromSeq, long toSeq, CancellationToken ct);
}
