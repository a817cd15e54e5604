using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Which chat belongs to which set of people: the same people always meet in the same chat.</summary>
public interface IDirectChatStore
{
    /// <summary>The stream of the chat of exactly these people; <paramref name="proposed"/> becomes it when there is none.</summary>
    Task<StreamId> GetOrAddAsync(OrganizationId organization, IReadOnlyCollection<UserId> people, StreamId proposed, CancellationToken ct);
}
