using System.Diagnostics.CodeAnalysis;
using Collab.Domain.Messages;

namespace Collab.Infrastructure.Messages.Text;

internal sealed class EmojiCatalog : IEmojiCatalog
{
    private const string VariationSelector = "\uFE0F";
    private static readonly Lazy<EmojiCatalog> Loaded = new(() => new EmojiCatalog(EmojiData.Load()));

    private readonly List<EmojiRow> rows;
    private readonly Dictionary<string, EmojiInfo> byShortcode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EmojiInfo> byUnicode = new(StringComparer.Ordinal);

    private EmojiCatalog(List<EmojiRow> rows)
    {
        this.rows = rows;
        All = rows.ConvertAll(row => row.Emoji).AsReadOnly();
        foreach (var row in rows) Index(row);
    }

    /// <summary>The catalogue is data of the release: read once per process.</summary>
    public static EmojiCatalog Instance => Loaded.Value;

    public IReadOnlyList<EmojiInfo> All { get; }

    public bool TryFind(string shortcodeOrUnicode, [MaybeNullWhen(false)] out EmojiInfo emoji)
    {
        emoji = null;
        if (string.IsNullOrEmpty(shortcodeOrUnicode) || shortcodeOrUnicode.Length > 80) return false;
        if (byShortcode.TryGetValue(shortcodeOrUnicode.Trim(':'), out emoji)) return true;
        return byUnicode.TryGetValue(Normalise(shortcodeOrUnicode), out emoji);
    }

    public IReadOnlyList<EmojiInfo> Search(string prefix, int limit)
    {
        var wanted = (prefix ?? "").Trim().Trim(':');
        if (limit <= 0) return [];
        if (wanted.Length == 0) return [.. All.Take(limit)];
        return [.. rows
            .Select(row => (row.Emoji, Rank: Rank(row, wanted)))
            .Where(found => found.Rank is not null)
            .OrderBy(found => found.Rank)
            .Take(limit)
            .Select(found => found.Emoji)];
    }

    private static int? Rank(EmojiRow row, string wanted)
    {
        if (row.Shortcodes.Any(code => code.Equals(wanted, StringComparison.OrdinalIgnoreCase))) return 0;
        if (Starts(row.Emoji.Shortcode, wanted)) return 1;
        if (row.Shortcodes.Any(code => Starts(code, wanted))) return 2;
        if (row.Shortcodes.Any(code => code.Split('_', '-').Any(word => Starts(word, wanted)))) return 3;
        if (row.Emoji.Name.Split(' ').Any(word => Starts(word, wanted))) return 4;
        return row.Emoji.Keywords.Any(word => Starts(word, wanted)) ? 5 : null;
    }

    private static bool Starts(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static string Normalise(string unicode) => unicode.Replace(VariationSelector, "", StringComparison.Ordinal);

    private void Index(EmojiRow row)
    {
        foreach (var code in row.Shortcodes) byShortcode.TryAdd(code, row.Emoji);
        byUnicode[Normalise(row.Emoji.Unicode)] = row.Emoji;
        foreach (var variant in row.Variants) byUnicode.TryAdd(Normalise(variant), row.Emoji with { Unicode = variant });
    }
}
