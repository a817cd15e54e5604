using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>
/// Turns passwords into something that may be stored. That is slow on purpose, so only a few are worked on at once; whoever
/// waits holds no thread, and when very many wait the answer is <see cref="Error.Unavailable"/> at once.
/// </summary>
public interface IPasswordHasher
{
    /// <summary>A salted hash that names its own parameters.</summary>
    Task<Result<string>> HashAsync(string password, CancellationToken ct);

    /// <summary>Compares in constant time; a null hash takes as long as a real one and is never right.</summary>
    Task<Result<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken ct);
}
