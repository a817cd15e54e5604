using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Collab.Identity.Resets;
using Collab.Web.Components.Entry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Account;

/// <summary>Getting a new password by mail.</summary>
internal static class ResetEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reset", async (HttpContext context, IAccountNotices notices, CancellationToken _) =>
            notices.CanReach ? Entry.Page<ResetPage>(new ResetView(await context.OrganizationAsync())) : NoMail());
        routes.MapPost("/reset", AskAsync);
        routes.MapGet("/reset/asked", () => Entry.Say("ResetAskedTitle", "ResetAsked", "ResetAskedAgain", StatusCodes.Status200OK, "/signin", "GoToSignIn"));
        routes.MapGet("/reset/{token}", ShowAsync);
        routes.MapPost("/reset/{token}", SetAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext context, IFormCollection form, AskForReset ask, CancellationToken ct)
    {
        var email = form.Text("email");
        if ((await ask.ExecuteAsync(email, context.Origin(), ct)).TryGet(out _, out var error))
            return Results.Redirect("/reset/asked");
        if (error is Error.NotFound)
            return NoMail();
        var problem = FormProblem.Of(error);
        return Entry.Page<ResetPage>(new ResetView(await context.OrganizationAsync(), email, problem), problem.Status);
    }

    private static async Task<IResult> ShowAsync(string token, HttpContext context, ResetPassword reset, CancellationToken ct) =>
        (await reset.FindAsync(token, ct)).TryGet(out var owner, out _)
            ? Entry.Page<ResetPasswordPage>(new ResetPasswordView(await context.OrganizationAsync(), token, owner.Email.Value))
            : Over();

    private static async Task<IResult> SetAsync(string token, HttpContext context, IFormCollection form, ResetPassword reset, CancellationToken ct)
    {
        if (!(await reset.FindAsync(token, ct)).TryGet(out var owner, out _))
            return Over();
        if ((await reset.ExecuteAsync(new ResetPasswordRequest(token, form.Text("password"), context.Origin().Address), ct)).TryGet(out _, out var error))
            return Results.Redirect("/signin?done=reset");
        if (error is Error.NotFound)
            return Over();
        var problem = FormProblem.Of(error);
        return Entry.Page<ResetPasswordPage>(new ResetPasswordView(await context.OrganizationAsync(), token, owner.Email.Value, problem), problem.Status);
    }

    private static RazorComponentResult NoMail() => Entry.Say("ResetTitle", "ResetNone", null, StatusCodes.Status404NotFound, "/signin", "GoToSignIn");

    private static RazorComponentResult Over() => Entry.Say("ResetOverTitle", "ResetOver", null, StatusCodes.Status410Gone, "/reset", "ResetAgain");
}
