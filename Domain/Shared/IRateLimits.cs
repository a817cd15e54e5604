using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shared;

/// <summary>Keeps one person from drowning the others.</summary>
public interface IRateLimits
{
    /// <summary>Takes one permit of the kind; the error says when to come again.</summary>
    Result<Done> Take(UserId user, RateKind kind);
}
