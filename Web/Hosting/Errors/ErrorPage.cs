using System.Diagnostics;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace Collab.Web.Hosting.Errors;

/// <summary>The page of last resort: it needs no store, no circuit and no style sheet.</summary>
internal static class ErrorPage
{
    /// <summary>Writes the page of a status.</summary>
    public static async Task WriteAsync(HttpContext context, int status)
    {
        var (title, text) = Words(status);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var trace = HtmlEncoder.Default.Encode(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
        await context.Response.WriteAsync(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}} – Collab</title>
            <style>
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
            main { max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem }
            small { opacity: .7 }
            </style>
            </head>
            <body>
            <main>
            <h1>{{title}}</h1>
            <p>{{text}}</p>
            <p><a href="/">Back to Collab</a></p>
            <p><small>{{status}} · {{trace}}</small></p>
            </main>
            </body>
            </html>
            """,
            context.RequestAborted);
    }

    private static (string Title, string Text) Words(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => ("This page is not here", "It may have moved, or you do not have access."),
            StatusCodes.Status403Forbidden => ("You may not do this", "Ask an admin of your workspace."),
            StatusCodes.Status503ServiceUnavailable => ("Collab is not ready", "A part of it cannot be reached at the moment. Try again in a minute."),
            >= 500 => ("Something went wrong", "It is our fault, and it is in the log. Try again; if it stays, tell your admin the number below."),
            _ => (ReasonPhrases.GetReasonPhrase(status), "The request cannot be answered."),
        };
}
