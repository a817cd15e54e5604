using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Notifications;

/// <summary>All keywords that anybody of the organization watches, as this node knows them.</summary>
public interface IWatchedKeywords
{
    /// <summary>Those that a text has, at most <see cref="Keyword.MaxPerMessage"/>. Asks no database but the first time.</summary>
    ValueTask<IReadOnlyList<KeywordId>> FindAsync(OrganizationId organization, string text, CancellationToken ct);
}
