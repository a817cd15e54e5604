using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Notifications;

/// <summary>Who watches which keywords, in the directory. Each different keyword is kept once, however many watch it.</summary>
public interface IKeywordStore
{
    /// <summary>
    /// Makes these a person's keywords. Those that she had stay as they are, new ones count from <paramref name="at"/> on.
    /// Returns the new ones.
    /// </summary>
    Task<Result<IReadOnlyList<StoredKeyword>>> SetAsync(Actor actor, IReadOnlyCollection<Keyword> keywords, DateTimeOffset at, CancellationToken ct);

    /// <summary>Keywords that somebody watches, by id, one page.</summary>
    Task<Page<StoredKeyword>> ListWatchedAsync(OrganizationId organization, KeywordId after, int limit, CancellationToken ct);
}
