using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Collab.Domain.People;

namespace Collab.Identity.Accounts;

/// <summary>
/// The words that attackers try first, embedded, and what people make of them: capitals, digits for letters, a year or
/// a mark behind, twice the same, runs along the keyboard.
/// </summary>
public sealed class LeakedPasswords : ILeakedPasswords
{
    // More than that in front or behind is worth something again.
    private const int MostDecoration = 6;

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()",
    ];

    private static readonly string[] ReversedRuns = [.. Runs.Select(Reverse)];

    private static readonly FrozenSet<string> Known = Load();

    /// <summary>The embedded words, for the strength meter in the page.</summary>
    public static IReadOnlyCollection<string> Words => Known;

    /// <inheritdoc />
    public bool Contains(string password)
    {
        var lower = password.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);
        var core = Undecorate(lower);
        return IsKnown(lower) || (lower.Length - core.Length <= MostDecoration && IsKnown(core));
    }

    private static bool IsKnown(string text)
    {
        if (text.Length < 3)
            return false;
        var plain = Unleet(text);
        return Known.Contains(text) || Known.Contains(plain) || IsRepetition(text) || IsRepetition(plain) || IsRun(text) || IsTwoWords(plain);
    }

    private static bool IsRun(string text) =>
        Runs.Any(run => run.Contains(text, StringComparison.Ordinal)) || ReversedRuns.Any(run => run.Contains(text, StringComparison.Ordinal));

    // passwordpassword, 123123123123
    private static bool IsRepetition(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (text.Length % length != 0 || !text.Chunk(length).All(part => part.AsSpan().SequenceEqual(text.AsSpan(0, length))))
                continue;
            var part = text[..length];
            return length <= 4 || Known.Contains(part) || IsRun(part);
        }

        return false;
    }

    // iloveyoudragon, adminpassword
    private static bool IsTwoWords(string text)
    {
        for (var cut = 3; cut <= text.Length - 3; cut++)
        {
            if (Known.Contains(text[..cut]) && Known.Contains(text[cut..]))
                return true;
        }

        return false;
    }

    private static string Undecorate(string text) => text.Trim("0123456789!?.,;:-_#*+$%&@ ".ToCharArray());

    private static string Unleet(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch
            {
                '0' => 'o',
                '1' or '!' or '|' => 'i',
                '3' or '€' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' or '+' => 't',
                '8' => 'b',
                '9' => 'g',
                var other => other,
            };
        }
    });

    private static string Reverse(string text) => string.Concat(text.Reverse());

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(LeakedPasswords).Assembly.GetManifestResourceStream("Collab.Identity.CommonPasswords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
