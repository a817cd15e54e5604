using Collab.Domain.Shared;

namespace Collab.Domain.Files;

/// <summary>Names of files.</summary>
public static class FileName
{
    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    private const int MaxExtension = 20;

    // What no system of files takes in a name.
    private const string Forbidden = "<>:\"|?*";

    /// <summary>
    /// The last part of a path, as one line without what deceives (a direction override turns <c>fdp.exe</c> around) or what a
    /// system of files refuses. Too long a name loses its middle, never its extension.
    /// </summary>
    public static string Clean(string? name)
    {
        var line = PlainText.Line(name);
        var last = line[(line.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Select(c => Forbidden.Contains(c, StringComparison.Ordinal) ? '_' : c)).Trim(' ', '.');
        if (clean.Length == 0)
            return "file";
        if (clean.Length <= MaxLength)
            return clean;
        var extension = Path.GetExtension(clean) is { Length: <= MaxExtension } brief ? brief : "";
        var kept = MaxLength - extension.Length - 1;
        return $"{clean[..(char.IsHighSurrogate(clean[kept - 1]) ? kept - 1 : kept)]}…{extension}";
    }

    /// <summary>The extension in lower case, without its dot; empty when there is none.</summary>
    public static string ExtensionOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
}
