namespace Collab.Domain.People;

/// <summary>Turns passwords into something that may be stored.</summary>
public interface IPasswordHasher
{
    /// <summary>A salted hash that names its own parameters.</summary>
    string Hash(string password);

    /// <summary>Compares in constant time; a null hash takes as long as a real one and is never right.</summary>
    PasswordMatch Verify(string? hash, string password);
}
