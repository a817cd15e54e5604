using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;
using Collab.Web.Components.Entry;

namespace Collab.Web.Api.Account;

/// <summary>Where one is signed in, and one's password.</summary>
internal static class SessionEndpoints
{
    private const string Path = "/preferences/sessions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, CancellationToken _) => WithActorAsync(context, actor => ShowAsync(context, actor, Notice(context), null)));
        routes.MapPost(Path + "/end", (HttpContext context, IFormCollection form) => WithActorAsync(context, actor => EndAsync(context, actor, form)));
        routes.MapPost(Path + "/end-others", (HttpContext context, IFormCollection form) => WithActorAsync(context, actor => EndOthersAsync(context, actor)));
        routes.MapPost(Path + "/password", (HttpContext context, IFormCollection form) => WithActorAsync(context, actor => ChangeAsync(context, actor, form)));
    }

    /// <summary>Runs it for the one who is signed in; others are led to the sign-in page.</summary>
    public static async Task<IResult> WithActorAsync(HttpContext context, Func<Actor, Task<IResult>> work) =>
        await context.ActorAsync() is { } actor ? await work(actor) : Results.Redirect(ReturnPath.SignIn(HttpMethods.IsGet(context.Request.Method) ? context.Request.Path : "/"));

    private static async Task<IResult> EndAsync(HttpContext context, Actor actor, IFormCollection form)
    {
        if (!SessionId.TryParse(form.Text("session"), null, out var session))
            return Entry.NotFound();
        var ended = await context.RequestServices.GetRequiredService<EndSession>().ExecuteAsync(actor, session, context.RequestAborted);
        if (!ended.IsOk)
            return Entry.NotFound();
        if (session != context.User.Session())
            return Results.Redirect($"{Path}?done=ended");
        return SignInEndpoints.SignedOut(context);
    }

    private static async Task<IResult> EndOthersAsync(HttpContext context, Actor actor)
    {
        await context.RequestServices.GetRequiredService<SignOutEverywhere>().ExecuteAsync(actor, context.User.Session(), context.RequestAborted);
        return Results.Redirect($"{Path}?done=others");
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Actor actor, IFormCollection form)
    {
        var request = new ChangePasswordRequest(actor, context.User.Session(), form.Text("currentPassword"), form.Text("newPassword"));
        var changed = await context.RequestServices.GetRequiredService<ChangePassword>().ExecuteAsync(request, context.RequestAborted);
        return changed.TryGet(out _, out var error) ? Results.Redirect($"{Path}?done=password") : await ShowAsync(context, actor, null, FormProblem.Of(error));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Actor actor, string? notice, FormProblem? problem)
    {
        var sessions = await context.RequestServices.GetRequiredService<ListSessions>().ExecuteAsync(actor, context.RequestAborted);
        return Entry.Page<SessionsPage>(new SessionsView(sessions, context.User.Session(), notice, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static string? Notice(HttpContext context) =>
        context.Request.Query["done"].ToString() switch
        {
            "ended" => "EndedSession",
            "others" => "EndedOthers",
            "password" => "PasswordChanged",
            _ => null,
        };
}
