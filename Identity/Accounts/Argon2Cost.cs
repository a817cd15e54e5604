namespace Collab.Identity.Accounts;

/// <summary>What one hash costs. Never below what OWASP names as the least: 19 MiB, two passes, one lane.</summary>
/// <param name="MemoryKiB">Memory in KiB.</param>
/// <param name="Passes">Passes over it.</param>
/// <param name="Lanes">Lanes side by side.</param>
public sealed record Argon2Cost(int MemoryKiB, int Passes, int Lanes)
{
    /// <summary>Today's cost.</summary>
    public static readonly Argon2Cost Default = new(19 * 1024, 2, 1);

    /// <summary>True when a hash of this cost is weaker than one of the other's.</summary>
    public bool IsWeakerThan(Argon2Cost other) => MemoryKiB < other.MemoryKiB || Passes < other.Passes;
}
