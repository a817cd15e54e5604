using System.Text;
using System.Text.Json;
using Collab.Domain.Messages;

namespace Collab.Infrastructure.Messages.Text;

internal sealed record EmojiRow(EmojiInfo Emoji, IReadOnlyList<string> Shortcodes, IReadOnlyList<string> Variants);

/// <summary>Reads the embedded list; the form of a row is told in Data/emoji.LICENSE.txt.</summary>
internal static class EmojiData
{
    private const string Resource = "Collab.Infrastructure.Messages.Text.Data.emoji.json";
    private const int LightTone = 0x1F3FB;
    private const int DarkTone = 0x1F3FF;

    public static List<EmojiRow> Load()
    {
        using var stream = typeof(EmojiData).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        using var document = JsonDocument.Parse(stream);
        var groups = Strings(document.RootElement.GetProperty("groups"));
        return [.. document.RootElement.GetProperty("emoji").EnumerateArray().Select(row => Row(row, groups))];
    }

    private static EmojiRow Row(JsonElement row, List<string> groups)
    {
        var unicode = Text(row[0]);
        var shortcodes = Strings(row[2]);
        var variants = row.GetArrayLength() > 5 ? Variants(unicode, row[5]) : [];
        var emoji = new EmojiInfo(unicode, Text(row[1]), shortcodes[0], groups[row[3].GetInt32()], Strings(row[4]), variants.Count > 0);
        return new EmojiRow(emoji, shortcodes, variants);
    }

    private static List<string> Variants(string unicode, JsonElement listed)
    {
        if (listed.ValueKind == JsonValueKind.Array) return Strings(listed);
        Rune.DecodeFromUtf16(unicode, out var first, out var length);
        var rest = unicode[length..].TrimStart('\uFE0F');
        return [.. Enumerable.Range(LightTone, DarkTone - LightTone + 1).Select(tone => $"{first}{new Rune(tone)}{rest}")];
    }

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(Text)];

    private static string Text(JsonElement element) => element.GetString() ?? "";
}
