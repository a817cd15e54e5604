using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Identity.Storage;

internal sealed class SessionRow
{
    public SessionId SessionId { get; init; }

    public UserId UserId { get; init; }

    public string SecretHash { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    public static SessionRow Of(Session session) => new()
    {
        SessionId = session.Id,
        UserId = session.User,
        SecretHash = session.SecretHash,
        CreatedAt = session.CreatedAt,
        SeenAt = session.SeenAt,
        ExpiresAt = session.ExpiresAt,
        Address = session.Address,
        UserAgent = session.UserAgent,
    };

    public Session ToSession() => new(SessionId, UserId, SecretHash, CreatedAt, SeenAt, ExpiresAt, Address, UserAgent);
}
