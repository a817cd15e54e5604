using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>A signed-in browser.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">Whose.</param>
/// <param name="SecretHash">SHA-256 of the secret in the cookie, in lower-case hex.</param>
/// <param name="CreatedAt">When she signed in.</param>
/// <param name="SeenAt">When it was last heard of, to the minute.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Address">Where it was opened from.</param>
/// <param name="UserAgent">What the browser calls itself.</param>
public sealed record Session(
    SessionId Id, UserId User, string SecretHash, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string? Address,
    string? UserAgent)
{
    /// <summary>True while it may be used.</summary>
    internal bool IsAlive(DateTimeOffset now, TimeSpan idle) => now < ExpiresAt && now - SeenAt < idle;
}
