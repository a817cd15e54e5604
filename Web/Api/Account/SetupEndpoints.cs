using Collab.Domain.Organizations;
using Collab.Identity.FirstRun;
using Collab.Identity.Sessions;
using Collab.Web.Components.Entry;

namespace Collab.Web.Api.Account;

/// <summary>The first-run wizard: not found once there is an organization.</summary>
internal static class SetupEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/setup", ShowAsync);
        routes.MapPost("/setup", TakeAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, FirstRunState firstRun, SetupWizard wizard, CancellationToken ct) =>
        await firstRun.IsNeededAsync(ct) ? Show(context, wizard, SetupWizard.Start()) : Entry.NotFound();

    private static async Task<IResult> TakeAsync(
        HttpContext context, IFormCollection form, FirstRunState firstRun, SetupWizard wizard, StartSession start, CancellationToken ct)
    {
        if (!await firstRun.IsNeededAsync(ct))
            return Entry.NotFound();
        var turn = await wizard.TakeAsync(form, ct);
        if (!turn.IsComplete)
            return Show(context, wizard, turn);
        var result = await wizard.FinishAsync(turn.Draft, context.Origin().Address, ct);
        if (!result.TryGet(out var done, out var error))
            return Show(context, wizard, SetupWizard.Refused(turn.Draft, error));
        var session = await start.ExecuteAsync(done.Owner.User, context.Origin(), "first-run code", ct);
        if (!session.TryGet(out var issued, out _))
            return Results.Redirect("/signin");
        SessionCookie.Write(context, issued);
        return Results.Redirect("/welcome");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult Show(HttpContext context, SetupWizard wizard, SetupTurn turn) =>
        Entry.Page<SetupPage>(
            new SetupView(turn.Step, turn.Draft, wizard.Seal(turn.Draft), $"{context.Request.Scheme}://{context.Request.Host}", turn.Problem),
            turn.Problem?.Status ?? StatusCodes.Status200OK);
}
