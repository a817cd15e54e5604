using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>The short unique name by which a person is mentioned: <c>@ada.lovelace</c>.</summary>
public sealed partial record Handle
{
    /// <summary>Longest handle.</summary>
    public const int MaxLength = 32;

    private static readonly string[] Reserved = ["channel", "here", "all", "everyone", "collab", "system"];

    private Handle(string value) => Value = value;

    /// <summary>2–32 of a–z, 0–9, dot, dash, underscore; starts and ends with a letter or digit.</summary>
    public string Value { get; }

    /// <summary>Checks a typed handle.</summary>
    public static Result<Handle> Parse(string? text)
    {
        var clean = PlainText.Line(text).TrimStart('@').ToLowerInvariant();
        if (!Shape().IsMatch(clean))
            return new Error.Invalid("handle.invalid", "A handle has 2 to 32 letters a–z, digits, dots, dashes or underscores.", "handle");
        return Reserved.Contains(clean)
            ? new Error.Invalid("handle.reserved", "This handle means a group of people. Choose another.", "handle")
            : new Handle(clean);
    }

    /// <summary>A handle made from a display name; <paramref name="attempt"/> tells apart people of the same name.</summary>
    public static Handle Suggest(string displayName, int attempt)
    {
        var letters = new StringBuilder();
        foreach (var c in PlainText.Line(displayName).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                letters.Append(c);
            else if (c is ' ' or '.' or '-' or '_' && letters.Length > 0 && letters[^1] != '.')
                letters.Append('.');
        }

        var stem = letters.ToString().Trim('.');
        stem = stem.Length < 2 ? "person" : stem[..Math.Min(stem.Length, 24)].Trim('.');
        var text = attempt == 0 && !Reserved.Contains(stem) ? stem : $"{stem}{attempt + 1}";
        return new Handle(text);
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,30}[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
