using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Collab.Domain.Shared.Ids;

/// <summary>The text form of every id: its positive decimal value, no sign, no leading zero, no spaces.</summary>
internal static class IdText
{
    public static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id)
        where TId : struct, IId<TId>
    {
        id = default;
        if (text is null || text.Length is 0 or > 19 || text[0] is '0')
            return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        id = TId.From(value);
        return true;
    }

    public static TId Parse<TId>(string text)
        where TId : struct, IId<TId> =>
        TryParse<TId>(text, out var id) ? id : throw new FormatException("Not an id: expected a positive decimal number.");
}
