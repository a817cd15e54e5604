using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain.Shared;

namespace Collab.Domain.Workspaces;

/// <summary>The short name of a workspace in addresses: <c>/w/acme</c>.</summary>
public sealed partial record WorkspaceSlug
{
    private WorkspaceSlug(string value) => Value = value;

    /// <summary>2–40 of a–z, 0–9 and dashes.</summary>
    public string Value { get; }

    /// <summary>Checks a typed slug.</summary>
    public static Result<WorkspaceSlug> Parse(string? text)
    {
        var clean = PlainText.Line(text).ToLowerInvariant();
        return Shape().IsMatch(clean)
            ? new WorkspaceSlug(clean)
            : new Error.Invalid("workspace.slug_invalid", "An address has 2 to 40 letters a–z, digits or dashes.", "slug");
    }

    /// <summary>A slug made from a name.</summary>
    public static WorkspaceSlug Suggest(string name)
    {
        var letters = new StringBuilder();
        foreach (var c in PlainText.Line(name).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                letters.Append(c);
            else if (!char.IsLetter(c) && letters.Length > 0 && letters[^1] != '-' && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
                letters.Append('-');
        }

        var slug = letters.ToString().Trim('-');
        return new WorkspaceSlug(slug.Length < 2 ? "home" : slug[..Math.Min(slug.Length, 40)].Trim('-'));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
