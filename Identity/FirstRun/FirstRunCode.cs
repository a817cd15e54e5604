using System.Security.Cryptography;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;

namespace Collab.Identity.FirstRun;

/// <summary>
/// The code on the console. It is kept hashed where all nodes find it, so that it is good on each of them and wrong ones are
/// counted for all. Only the process that made it can show it.
/// </summary>
public sealed class FirstRunCode(IFirstRunStore store, IOrganizationStore organizations, IPasswordHasher hasher, TimeProvider time) : IFirstRunCode
{
    // No letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 8;

    private static readonly Error Empty = new Error.Invalid("first_run.code_empty", "Enter the code that the server printed on its console.", "code");

    private static readonly Error Wrong =
        new Error.Invalid("first_run.code_wrong", "This is not the code. Look at the server's console: it is printed there at start.", "code");

    private volatile string? _current;

    /// <inheritdoc />
    public string? Current => _current;

    /// <inheritdoc />
    public DateTimeOffset? MadeElsewhereAt { get; private set; }

    /// <inheritdoc />
    public async Task<Result<string>> RenewAsync(CancellationToken ct)
    {
        if (await organizations.FindAsync(ct) is not null)
            return new Error.NotFound();
        var code = NewCode();
        if (!(await hasher.HashAsync(code, ct)).TryGet(out var hash, out var error))
            return error;
        await store.ReplaceAsync(new FirstRunEntry(hash, time.GetUtcNow()), ct);
        return Show(code);
    }

    /// <inheritdoc />
    public async Task<Result<Done>> CheckAsync(string? code, CancellationToken ct)
    {
        if (await store.FindAsync(ct) is not { } known)
            return new Error.NotFound();
        if (known.Wait(time.GetUtcNow()) is { } wait)
            return new Error.TooMany(wait);
        var typed = string.Concat((code ?? "").Take(64).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (string.IsNullOrWhiteSpace(code))
            return Empty;
        if (!(await hasher.VerifyAsync(known.CodeHash, typed, ct)).TryGet(out var match, out var error))
            return error;
        Result<Done> answer = new Error.NotFound();
        await store.ChangeAsync(
            current =>
            {
                (current, answer) = Decide(current, known, match);
                return current;
            },
            ct);
        return answer;
    }

    /// <summary>Makes the code at a start: a process that has the store to itself makes a new one, of several nodes the first.</summary>
    internal async Task PrepareAsync(CancellationToken ct)
    {
        if (!store.IsShared)
        {
            await RenewAsync(ct);
            return;
        }

        if (await store.FindAsync(ct) is null)
        {
            var code = NewCode();
            if ((await hasher.HashAsync(code, ct)).TryGet(out var hash, out _) && await store.AddAsync(new FirstRunEntry(hash, time.GetUtcNow()), ct))
            {
                Show(code);
                return;
            }
        }

        MadeElsewhereAt = (await store.FindAsync(ct))?.MadeAt;
    }

    /// <summary>There is an organization: the code is good for nothing any more.</summary>
    internal Task EndAsync(CancellationToken ct)
    {
        (_current, MadeElsewhereAt) = (null, null);
        return store.RemoveAsync(ct);
    }

    private static string NewCode() => RandomNumberGenerator.GetString(Alphabet, Length);

    // Decided on the locked entry: of many tries at once only the first few count, and a code that was renewed meanwhile fits no more.
    private (FirstRunEntry Entry, Result<Done> Answer) Decide(FirstRunEntry current, FirstRunEntry known, PasswordMatch match)
    {
        var now = time.GetUtcNow();
        if (current.Wait(now) is { } wait)
            return (current, new Error.TooMany(wait));
        if (match != PasswordMatch.Wrong && current.CodeHash == known.CodeHash)
            return (current with { FailedCount = 0, WaitUntil = null }, Done.Value);
        var missed = current.Missed(now);
        return (missed, missed.Wait(now) is { } longer ? new Error.TooMany(longer) : Wrong);
    }

    private string Show(string code)
    {
        MadeElsewhereAt = null;
        return _current = $"{code[..4]}-{code[4..]}";
    }
}
