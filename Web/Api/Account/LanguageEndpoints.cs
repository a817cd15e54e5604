using System.Globalization;
using Collab.Domain.Shared;
using Collab.Web.Components;
using Collab.Web.Components.Entry;
using Microsoft.AspNetCore.Localization;

namespace Collab.Web.Api.Account;

/// <summary>The language of this device: at the foot of every page of entry, and with the region's formats among the preferences.</summary>
internal static class LanguageEndpoints
{
    private const string Path = "/preferences/language";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, CancellationToken _) => SessionEndpoints.WithActorAsync(context, _ => Task.FromResult(Show(context))));
        routes.MapPost(Path, (HttpContext context, IFormCollection form) => SessionEndpoints.WithActorAsync(context, _ => Task.FromResult(Change(context, form))));
        routes.MapPost("/language", (HttpContext context, IFormCollection form) => Switch(context, form));
    }

    private static IResult Switch(HttpContext context, IFormCollection form)
    {
        var language = form.Text("language");
        if (!Languages.IsSpoken(language))
            return Entry.NotFound();
        Keep(context, language, language);
        return Results.Redirect(ReturnPath.Local(form.Text("return")));
    }

    private static IResult Change(HttpContext context, IFormCollection form)
    {
        var (language, region) = (form.Text("language"), form.Text("region"));
        if (language.Length == 0)
        {
            context.Response.Cookies.Delete(Languages.Cookie);
            return Results.Redirect($"{Path}?done=1");
        }

        if (!Languages.IsSpoken(language))
            return Show(context, new Error.Invalid("language.unknown", "Choose a language from the list.", "language"));
        if (region.Length > 0 && Languages.Regions.All(r => r.Name != region))
            return Show(context, new Error.Invalid("region.unknown", "Choose a region from the list.", "region"));
        Keep(context, region.Length > 0 ? region : language, language);
        return Results.Redirect($"{Path}?done=1");
    }

    private static void Keep(HttpContext context, string formats, string language) =>
        context.Response.Cookies.Append(
            Languages.Cookie,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(formats, language)),
            new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Kept, Path = "/" });

    private static IResult Show(HttpContext context, Error? error = null)
    {
        var isChosen = CookieRequestCultureProvider.ParseCookieValue(context.Request.Cookies[Languages.Cookie] ?? "") is not null;
        var languages = Languages.All.Select(l => (l.Name, Languages.Name(l)));
        var regions = Languages.Regions.Select(r => (r.Name, Languages.Name(r))).OrderBy(r => r.Item2, StringComparer.CurrentCulture);
        var view = new LanguageView(
            [.. languages], [.. regions], isChosen ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : "", isChosen ? CultureInfo.CurrentCulture.Name : "",
            context.Request.Query.ContainsKey("done"), error is null ? null : FormProblem.Of(error));
        return Entry.Page<LanguagePage>(view, view.Problem?.Status ?? StatusCodes.Status200OK);
    }
}
