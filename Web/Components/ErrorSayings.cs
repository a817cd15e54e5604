using System.Globalization;
using System.Resources;
using Collab.Domain.Shared;

namespace Collab.Web.Components;

/// <summary>
/// Says an error in the reader's language. The sentence of the domain is the key of its translation, so that a sentence
/// without one is still said, in English; a test holds the list complete.
/// </summary>
public static class ErrorSayings
{
    private static readonly ResourceManager Translations = new("Collab.Web.Components.Errors", typeof(ErrorSayings).Assembly);

    /// <summary>What happened and what to do.</summary>
    public static string Say(this Error error) => error.Said.Say();

    /// <summary>A sentence that the domain made.</summary>
    public static string Say(this ErrorText said)
    {
        var language = CultureInfo.CurrentUICulture;
        return language.TwoLetterISOLanguageName != "en" && Translations.GetString(said.Template, language) is { } translated
            ? string.Format(CultureInfo.CurrentCulture, translated, [.. said.Values])
            : said.ToString();
    }
}
