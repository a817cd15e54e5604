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
    /// <summary>Most that wait for their turn.</summary>
    public const int MaxWaiting = 64;

    /// <summary>The answer to whoever came when too many waited.</summary>
    public static readonly Error Busy =
        new Error.Unavailable("password.busy", "Very many people are signing in right now. Wait a moment, then try again.");

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
    public Task<Result<string>> HashAsync(string password, CancellationToken ct) =>
        InTurnAsync(
            async () =>
            {
                var salt = RandomNumberGenerator.GetBytes(SaltLength);
                return new Argon2Hash(_cost, salt, await WorkAsync(password, salt, _cost, HashLength)).ToString();
            },
            ct);

    /// <inheritdoc />
    public Task<Result<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken ct) =>
        InTurnAsync(
            async () =>
            {
                var (expected, isKnown) = Expect(hash, password);
                return Compare(expected, await WorkAsync(password, expected.Salt, expected.Cost, expected.Value.Length), isKnown);
            },
            ct);

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    // Refused at once when too many wait already. Waiting holds no thread.
    private async Task<Result<T>> InTurnAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return Busy;
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
            return await work();
        }
        finally
        {
            _slots.Release();
        }
    }

    // The work is cut into pieces on the thread pool, so of its threads no more are busy with it than there are slots.
    private static async Task<byte[]> WorkAsync(string password, byte[] salt, Argon2Cost cost, int length)
    {
        using var argon2 = new Argon2id(password.Length == 0 ? [0] : Encoding.UTF8.GetBytes(password))
        {
            Salt = salt,
            MemorySize = cost.MemoryKiB,
            Iterations = cost.Passes,
            DegreeOfParallelism = cost.Lanes,
        };
        return await argon2.GetBytesAsync(length);
    }

    // Without a hash or a password the same work is done, and nothing fits.
    internal (Argon2Hash Expected, bool IsKnown) Expect(string? hash, string password) =>
        Argon2Hash.TryParse(hash, out var parsed) ? (parsed, password.Length > 0) : (_nobody, false);

    private PasswordMatch Compare(Argon2Hash expected, byte[] actual, bool isKnown)
    {
        if (!CryptographicOperations.FixedTimeEquals(expected.Value, actual) || !isKnown)
            return PasswordMatch.Wrong;
        return expected.Cost.IsWeakerThan(_cost) ? PasswordMatch.RightButOutdated : PasswordMatch.Right;
    }
}
