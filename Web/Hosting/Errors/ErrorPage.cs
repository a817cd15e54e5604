using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using Collab.Web.Components.Entry;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Hosting.Errors;

/// <summary>The page of last resort: it needs no store and no circuit, and can be read without its style sheet.</summary>
internal static class ErrorPage
{
    /// <summary>Writes the page of a status.</summary>
    public static async Task WriteAsync(HttpContext context, int status)
    {
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer<EntryTexts>>();
        var (title, text) = Words(status, texts);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var trace = Encode(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
        await context.Response.WriteAsync(
            $$"""
            <!DOCTYPE html>
            <html lang="{{Encode(CultureInfo.CurrentUICulture.Name)}}" data-theme="light">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Encode(title)}} – Collab</title>
            <meta name="color-scheme" content="light dark">
            <script src="/js/theme.js"></script>
            <link rel="stylesheet" href="/css/theme.css">
            <link rel="stylesheet" href="/css/entry.css">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml">
            </head>
            <body class="entry">
            <header class="entry-head"><span class="entry-mark" aria-hidden="true">C</span><span class="entry-brand">Collab</span></header>
            <main class="entry-main">
            <h1>{{Encode(title)}}</h1>
            <p>{{Encode(text)}}</p>
            <div class="acts start"><a class="button" href="/">{{Encode(texts["BackToCollab"])}}</a></div>
            <p class="hint">{{status}} · {{trace}}</p>
            </main>
            </body>
            </html>
            """,
            context.RequestAborted);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static (string Title, string Text) Words(int status, IStringLocalizer<EntryTexts> texts) =>
        status switch
        {
            StatusCodes.Status404NotFound => (texts["MissingTitle"], texts["Missing"]),
            StatusCodes.Status403Forbidden => (texts["ForbiddenTitle"], texts["Forbidden"]),
            StatusCodes.Status503ServiceUnavailable => (texts["NotReadyTitle"], texts["NotReady"]),
            >= 500 => (texts["BrokenTitle"], texts["Broken"]),
            _ => (ReasonPhrases.GetReasonPhrase(status), texts["Refused"]),
        };
}
