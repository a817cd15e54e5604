using Collab.Domain.People;
using Collab.Identity.Accounts;
using Collab.Identity.FirstRun;
using Collab.Identity.Sessions;
using Collab.Web.Components.Organization;
using Collab.Web.Offline;

namespace Collab.Web.Api.Account;

/// <summary>Registers and maps the pages of entry: set-up, sign-in and out, new passwords, invitations, welcome, sessions and tokens.</summary>
public static class EntrySetup
{
    // Before the first run nothing else is of use, but a program that watches over the server, and the parts of a page.
    private static readonly PathString[] OpenBeforeFirstRun = ["/setup", "/account", "/health", "/metrics", "/api", "/openapi", "/css", "/js", "/_framework", "/_content", OfflineEndpoints.PagePath];

    /// <summary>What the pages need.</summary>
    public static IServiceCollection AddCollabEntry(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddDataProtection();
        services.AddLocalization();
        services.AddSingleton<DeviceKey>();
        services.AddSingleton<SetupWizard>();
        services.AddSingleton<MailedNotices>();
        services.AddSingleton<IAccountNotices>(provider => provider.GetRequiredService<MailedNotices>());
        services.AddSingleton<IInvitationNotices>(provider => provider.GetRequiredService<MailedNotices>());
        return services;
    }

    /// <summary>
    /// Leads to the set-up before the first run and to the sign-in when nobody is signed in. Call it between authentication
    /// and authorization, which would refuse where a person should be led.
    /// </summary>
    public static void UseCollabGuide(this WebApplication app) => app.Use(GuideAsync);

    /// <summary>Maps the pages of entry.</summary>
    public static WebApplication MapCollabEntry(this WebApplication app)
    {
        var entry = app.MapGroup("").ExcludeFromDescription();
        SetupEndpoints.Map(entry);
        SignInEndpoints.Map(entry);
        ResetEndpoints.Map(entry);
        InvitationEndpoints.Map(entry);
        WelcomeEndpoints.Map(entry);
        SessionEndpoints.Map(entry);
        TokenEndpoints.Map(entry);
        LanguageEndpoints.Map(entry);
        entry.MapGet("/account/known-passwords", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Text(string.Join('\n', LeakedPasswords.Words));
        });
        return app;
    }

    private static Task GuideAsync(HttpContext context, RequestDelegate next) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !context.Request.Path.StartsWithSegments("/hubs")
            ? GuidePersonAsync(context, next)
            : next(context); // nothing of it is kept for the hours that a connection lasts

    private static async Task GuidePersonAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (!OpenBeforeFirstRun.Any(open => path.StartsWithSegments(open)) && !Path.HasExtension(path)
            && await context.RequestServices.GetRequiredService<FirstRunState>().IsNeededAsync(context.RequestAborted))
            context.Response.Redirect("/setup");
        else if ((path == "/" || path.StartsWithSegments("/w")) && await context.ActorAsync() is null)
            context.Response.Redirect(ReturnPath.SignIn(path + context.Request.QueryString));
        else if (path.StartsWithSegments("/org", out var page))
            await GuideToConsoleAsync(context, page, next);
        else
            await next(context);
    }

    // Whoever may not see a page of the console gets the answer of an unknown address.
    private static async Task GuideToConsoleAsync(HttpContext context, PathString page, RequestDelegate next)
    {
        if (await context.ActorAsync() is not { } actor)
            context.Response.Redirect(ReturnPath.SignIn(context.Request.Path + context.Request.QueryString));
        else if (OrganizationPages.Find(actor.Role, page.Value?.Trim('/')) is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await next(context);
    }
}
