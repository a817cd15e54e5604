using System.Globalization;
using System.Text.Encodings.Web;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Kit;

/// <summary>Draws people without a component, because they stand in every row: initials on one of twelve hues.</summary>
public static class Avatar
{
    private const int Hues = 12;

    /// <summary>A person's tile.</summary>
    /// <param name="id">Who; gives the hue.</param>
    /// <param name="person">Her name, when it is known.</param>
    /// <param name="size">Its edge in pixels: 16, 18, 20, 28, 36 or 96.</param>
    public static MarkupString Of(UserId id, Person? person, int size) => Tile(id.Value, person?.DisplayName ?? "", size);

    /// <summary>The tile of anything that has an id and a name. The initials are drawn, not text: nobody copies or hears them.</summary>
    public static MarkupString Tile(long id, string name, int size) =>
        new($"<span class=\"avatar s{size} hue-{Hue(id)}\" aria-hidden=\"true\" data-initials=\"{HtmlEncoder.Default.Encode(Initials(name, size))}\"></span>");

    /// <summary>One letter when small, else the first of the first and the last word.</summary>
    public static string Initials(string name, int size)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return "";
        var first = First(words[0]);
        return words.Length == 1 || size < 24 ? first : first + First(words[^1]);
    }

    // The low bits of an id are its bucket, the high ones a time: mixed, neighbours differ.
    internal static int Hue(long id) => (int)((ulong)id * 0x9E3779B97F4A7C15UL >> 33) % Hues;

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpper(CultureInfo.CurrentCulture);
}
