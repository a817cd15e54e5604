using Collab.Web.Hosting.Errors;
using Microsoft.AspNetCore.Localization;

namespace Collab.Web.Hosting.Languages;

/// <summary>In which language and with which formats a request is answered.</summary>
internal static class LanguageSetup
{
    /// <summary>What was chosen on this device wins, then what the browser asks for, then the organization's language.</summary>
    public static IServiceCollection AddCollabLanguages(this IServiceCollection services)
    {
        services.AddSingleton<OrganizationLanguage>();
        services.AddOptions<RequestLocalizationOptions>().Configure<OrganizationLanguage>((options, organization) =>
        {
            options.SupportedUICultures = [.. Components.Languages.All];
            options.SupportedCultures = [.. Components.Languages.All, .. Components.Languages.Regions];
            options.DefaultRequestCulture = new RequestCulture("en");
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = Components.Languages.Cookie, Options = options },
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
                organization,
            ];
        });
        return services;
    }

    /// <summary>Chooses it for what people read. A probe must not wait for the organization's language, nor a program.</summary>
    public static void UseCollabLanguages(this WebApplication app) =>
        app.UseWhen(context => !IsForPrograms(context.Request), pages => pages.UseRequestLocalization());

    private static bool IsForPrograms(HttpRequest request) =>
        ErrorSetup.IsForPrograms(request) || request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/metrics");
}
