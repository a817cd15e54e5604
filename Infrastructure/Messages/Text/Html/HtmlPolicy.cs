using AngleSharp.Dom;
using Ganss.Xss;

namespace Collab.Infrastructure.Messages.Text.Html;

/// <summary>
/// The second line of defence: whatever the writer makes passes these lists. The writer is meant to make
/// nothing that they would change, and the tests say so.
/// </summary>
internal static class HtmlPolicy
{
    private const string LanguagePrefix = "language-";

    public static readonly IReadOnlySet<string> Tags = new HashSet<string>
    {
        "p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span",
        "table", "thead", "tbody", "tr", "th", "td",
    };

    public static readonly IReadOnlySet<string> Attributes = new HashSet<string>
    {
        "href", "target", "rel", "title", "dir", "class", "start", "data-user", "data-stream", "data-group",
    };

    public static readonly IReadOnlySet<string> Classes = new HashSet<string>
    {
        "jumbo", "mention", "mention-all", "mention-group", "channel-link", "real-host", "align-left", "align-center", "align-right",
    };

    // Set up once and never changed: only then is the sanitizer safe to share between threads.
    private static readonly HtmlSanitizer Sanitizer = Create();

    public static string Sanitise(string html) => Sanitizer.Sanitize(html);

    private static HtmlSanitizer Create()
    {
        var options = HtmlSanitizerOptions.Empty();
        options.AllowedTags = new HashSet<string>(Tags);
        options.AllowedAttributes = new HashSet<string>(Attributes);
        options.AllowedClasses = new HashSet<string>(Classes);
        options.AllowedSchemes = new HashSet<string> { "http", "https", "mailto" };
        options.UriAttributes = new HashSet<string> { "href" };
        var sanitizer = new HtmlSanitizer(options) { KeepChildNodes = false };
        sanitizer.RemovingCssClass += (_, removing) => removing.Cancel = IsLanguageOf(removing.Tag, removing.CssClass);
        return sanitizer;
    }

    private static bool IsLanguageOf(IElement element, string cssClass) =>
        element.LocalName == "code"
        && cssClass.StartsWith(LanguagePrefix, StringComparison.Ordinal)
        && HtmlWriter.IsLanguage(cssClass[LanguagePrefix.Length..]);
}
