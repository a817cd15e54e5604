using Collab.Identity.Accounts;
using Collab.Identity.Sessions;
using Collab.Web.Components.Entry;

namespace Collab.Web.Api.Account;

/// <summary>Signing in and out.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signin", ShowAsync);
        routes.MapPost("/signin", SignInAsync);
        routes.MapGet("/signout", () => new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<SignOutPage>());
        routes.MapPost("/signout", SignOutAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IAccountNotices notices, CancellationToken _)
    {
        var local = ReturnPath.Parse(context.Request.Query["return"]);
        return await context.ActorAsync() is null
            ? Entry.Page<SignInPage>(new SignInView(await context.OrganizationAsync(), local, MayReset: notices.CanReach, IsAfterReset: context.Request.Query["done"] == "reset", IsAfterSignOut: context.Request.Query["done"] == "out"))
            : Results.Redirect(local);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IFormCollection form, SignIn signIn, IAccountNotices notices, CancellationToken ct)
    {
        var local = ReturnPath.Parse(form.Text("return"));
        var email = form.Text("email");
        var result = await signIn.ExecuteAsync(new SignInRequest(email, form.Text("password"), context.Origin()), ct);
        if (!result.TryGet(out var session, out var error))
        {
            var problem = FormProblem.Of(error);
            return Entry.Page<SignInPage>(new SignInView(await context.OrganizationAsync(), local, email, problem, notices.CanReach), problem.Status);
        }

        // A session that was there before is not taken over.
        await EndOldAsync(context, ct);
        SessionCookie.Write(context, session);
        return Results.Redirect(local);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IFormCollection form, SignOutEverywhere everywhere, CancellationToken ct)
    {
        if (form.Text("all") == "true" && await context.ActorAsync() is { } actor)
            await everywhere.ExecuteAsync(actor, null, ct);
        else
            await EndOldAsync(context, ct);
        return SignedOut(context);
    }

    /// <summary>This browser is signed out: it keeps nothing, and is told so.</summary>
    public static IResult SignedOut(HttpContext context)
    {
        SessionCookie.Delete(context);
        DeviceKey.Forget(context);
        return Results.Redirect("/signin?done=out");
    }

    private static async Task EndOldAsync(HttpContext context, CancellationToken ct)
    {
        if (context.User.Session() is { } session && await context.ActorAsync() is { } actor)
            await context.RequestServices.GetRequiredService<EndSession>().ExecuteAsync(actor, session, ct);
    }
}
