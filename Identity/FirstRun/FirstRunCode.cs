using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Identity.Accounts;

namespace Collab.Identity.FirstRun;

/// <summary>
/// The code on the console, made anew by each process until the organization is set up. It is kept in memory only: of
/// several nodes each prints its own, and a code is good on the node that printed it.
/// </summary>
public sealed class FirstRunCode : IFirstRunCode
{
    // No letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 8;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, Length);
    private int _failures;
    private DateTimeOffset _waitUntil;
    private bool _isOver;

    public FirstRunCode(TimeProvider time) => _time = time;

    /// <inheritdoc />
    public string? Current => Volatile.Read(ref _isOver) ? null : $"{_code[..4]}-{_code[4..]}";

    /// <summary>Checks a typed code; case, spaces and dashes do not matter. After five wrong ones comes a wait, even for the right one.</summary>
    public Result<Done> Check(string? code)
    {
        lock (_lock)
        {
            if (_isOver)
                return new Error.NotFound();
            var now = _time.GetUtcNow();
            if (now < _waitUntil)
                return new Error.TooMany(_waitUntil - now);
            if (IsRight(code))
            {
                _failures = 0;
                return Done.Value;
            }

            if (string.IsNullOrWhiteSpace(code))
                return new Error.Invalid("first_run.code_empty", "Enter the code that the server printed on its console.", "code");
            _failures++;
            if (GrowingWait.After(_failures) is not { } wait)
                return new Error.Invalid("first_run.code_wrong", "This is not the code. Look at the server's console: it is printed there at start.", "code");
            _waitUntil = now + wait;
            return new Error.TooMany(wait);
        }
    }

    /// <summary>There is an organization: the code is good for nothing any more.</summary>
    internal void End() => Volatile.Write(ref _isOver, true);

    private bool IsRight(string? typed)
    {
        var clean = string.Concat((typed ?? "").Take(64).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(clean.PadRight(Length)), Encoding.UTF8.GetBytes(_code));
    }
}
