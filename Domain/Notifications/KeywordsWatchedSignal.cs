using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Notifications;

/// <summary>Somebody watches new keywords: nodes look for them from now on. It is for nodes alone and says nothing of who.</summary>
/// <param name="Organization">Where.</param>
/// <param name="Keywords">Which, with their ids.</param>
public sealed record KeywordsWatchedSignal(OrganizationId Organization, IReadOnlyList<StoredKeyword> Keywords) : Signal;

/// <summary>A keyword that somebody watches.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Words">Its words, with single spaces between.</param>
public sealed record StoredKeyword(KeywordId Id, string Words);
