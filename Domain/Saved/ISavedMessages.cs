using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Saved;

/// <summary>What people keep for later, in the bucket of the person.</summary>
public interface ISavedMessages
{
    /// <summary>Saves a message, or changes what was done about it. Refused when there are <see cref="SavedMessage.MaxPerPerson"/> others.</summary>
    Task<Result<Done>> SetAsync(UserId user, SavedMessage saved, CancellationToken ct);

    /// <summary>Saves it no more. <see cref="Error.NotFound"/> when it was not saved.</summary>
    Task<Result<Done>> RemoveAsync(UserId user, StreamId stream, long seq, CancellationToken ct);

    /// <summary>One page in a state, the last changed first.</summary>
    Task<Page<SavedMessage>> ListAsync(UserId user, SavedState state, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>All of them, in no order.</summary>
    Task<IReadOnlyList<SavedMessage>> ListAllAsync(UserId user, CancellationToken ct);
}
