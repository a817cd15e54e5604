using System.Security.Cryptography;
using System.Text;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Konscious.Security.Cryptography;

namespace Collab.Identity.Accounts;

/// <summary>
/// Argon2id. Only a few hashes are made at once, and only a few dozen requests may wait for their turn: a flood of
/// sign-ins takes a bounded part of memory and processor, and the rest is refused at once.
/// </summary>
public sealed class Argon2PasswordHasher : IPasswordHasher, IDisposable
{
    /// <summary>Most sign-ins that wait for their turn.</summary>
    public const int MaxWaiting = 64;

    private const int SaltLength = 16;
    private const int HashLength = 32;

    private readonly SemaphoreSlim _slots;
    private readonly Argon2Cost _cost;
    private readonly Argon2Hash _nobody;
    private int _waiting;

    /// <param name="cost">What a new hash costs.</param>
    /// <param name="slots">Hashes at once; by default half of the processors.</param>
    public Argon2PasswordHasher(Argon2Cost cost, int? slots = null)
    {
        _cost = cost;
        _slots = new SemaphoreSlim(slots ?? Math.Max(1, Environment.ProcessorCount / 2));
        _nobody = new Argon2Hash(cost, RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(HashLength));
    }

    /// <inheritdoc />
    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        _slots.Wait();
        try
        {
            using var argon2 = Prepare(password, salt, _cost);
            return new Argon2Hash(_cost, salt, argon2.GetBytes(HashLength)).ToString();
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc />
    public PasswordMatch Verify(string? hash, string password)
    {
        var (expected, isKnown) = Expect(hash, password);
        _slots.Wait();
        try
        {
            using var argon2 = Prepare(password, expected.Salt, expected.Cost);
            return Compare(expected, argon2.GetBytes(expected.Value.Length), isKnown);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>As <see cref="Verify"/>, without holding a thread while waiting; refused when too many wait already.</summary>
    public async Task<Result<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new Error.Unavailable("sign_in.busy", "Very many people are signing in right now. Wait a moment, then try again.");
        }

        try
        {
            await _slots.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            var (expected, isKnown) = Expect(hash, password);
            using var argon2 = Prepare(password, expected.Salt, expected.Cost);
            return Compare(expected, await argon2.GetBytesAsync(expected.Value.Length), isKnown);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    private static Argon2id Prepare(string password, byte[] salt, Argon2Cost cost) =>
        new(password.Length == 0 ? [0] : Encoding.UTF8.GetBytes(password)) { Salt = salt, MemorySize = cost.MemoryKiB, Iterations = cost.Passes, DegreeOfParallelism = cost.Lanes };

    // Without a hash or a password the same work is done, and nothing fits.
    private (Argon2Hash Expected, bool IsKnown) Expect(string? hash, string password) =>
        Argon2Hash.TryParse(hash, out var parsed) ? (parsed, password.Length > 0) : (_nobody, false);

    private PasswordMatch Compare(Argon2Hash expected, byte[] actual, bool isKnown)
    {
        if (!CryptographicOperations.FixedTimeEquals(expected.Value, actual) || !isKnown)
            return PasswordMatch.Wrong;
        return expected.Cost.IsWeakerThan(_cost) ? PasswordMatch.RightButOutdated : PasswordMatch.Right;
    }
}
