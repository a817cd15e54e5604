using System.Security.Cryptography;
using System.Text;

namespace Collab.Identity.Sessions;

/// <summary>How secrets of 256 random bits are stored: a plain SHA-256 is enough, nobody guesses them.</summary>
internal static class Secret
{
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool Fits(string secret, string storedHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(storedHash));
}
