using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Web.Components.Entry;
using Collab.Web.Hosting.Demo;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Api.Account;

/// <summary>The first page after joining; whoever runs a workspace can invite from here.</summary>
internal static class WelcomeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/welcome", async (HttpContext context, CancellationToken _) =>
            await context.ActorAsync() is { } actor ? await ShowAsync(context, actor, null, [], null) : Results.Redirect(ReturnPath.SignIn("/welcome")));
        routes.MapPost("/welcome/invite", InviteAsync);
        routes.MapGet("/welcome/demo", async (HttpContext context, DemoJob job, CancellationToken _) =>
            await context.ActorAsync() is { Role: OrganizationRole.Owner } && job.Progress is not null
                ? Entry.Page<DemoPage>(new DemoView(job.Progress, job.Keys, job.Problem), StatusCodes.Status200OK)
                : Entry.NotFound());
        routes.MapPost("/welcome/demo", StartDemoAsync);
    }

    private static async Task<IResult> StartDemoAsync(HttpContext context, IFormCollection form, DemoJob job, GetWorkspace getWorkspace, CancellationToken ct)
    {
        if (await context.ActorAsync() is not { Role: OrganizationRole.Owner } owner || !WorkspaceId.TryParse(form.Text("workspace"), null, out var id)
            || !(await getWorkspace.ExecuteAsync(owner, id, ct)).TryGet(out var own, out _))
            return Entry.NotFound();
        job.Start(owner, own.Workspace);
        return Results.Redirect("/welcome/demo");
    }

    private static async Task<IResult> InviteAsync(HttpContext context, IFormCollection form, InvitePeople invite, CollabOptions options, CancellationToken ct)
    {
        if (await context.ActorAsync() is not { } actor)
            return Results.Redirect(ReturnPath.SignIn("/welcome"));
        var typed = form.Text("emails");
        if (!WorkspaceId.TryParse(form.Text("workspace"), null, out var workspace))
            return Entry.NotFound();
        string[] emails = typed.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var result = await invite.ExecuteAsync(new InvitePeopleRequest(actor, workspace, emails, WorkspaceRole.Member, []), ct);
        if (!result.TryGet(out var issued, out var error))
            return error is Error.NotFound ? Entry.NotFound() : await ShowAsync(context, actor, typed, [], FormProblem.Of(error));
        var site = options.Url is { Length: > 0 } url ? url.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        return await ShowAsync(context, actor, null, [.. issued.Select(i => new InvitationLink(i.Invitation.Email.Value, $"{site}/invite/{i.Token}"))], null);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Actor actor, string? typed, IReadOnlyList<InvitationLink> links, FormProblem? problem)
    {
        var ct = context.RequestAborted;
        var me = await context.RequestServices.GetRequiredService<GetMe>().ExecuteAsync(actor, ct);
        var listed = await context.RequestServices.GetRequiredService<ListWorkspaces>().ExecuteAsync(actor, null, PageLimit.Max, ct);
        var workspaces = listed.TryGet(out var page, out _) ? page.Items : [];
        Workspace[] mayInvite = [.. workspaces.Where(w => w.Role == WorkspaceRole.Admin || actor.IsOrganizationAdmin).Select(w => w.Workspace)];
        var name = me.TryGet(out var person, out _) ? person.Person.DisplayName : "";
        return Entry.Page<WelcomePage>(
            new WelcomeView(name, [.. workspaces.Select(w => w.Workspace)], mayInvite, typed, links, problem, actor.Role == OrganizationRole.Owner, AreMailed(context)), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static bool AreMailed(HttpContext context) => context.RequestServices.GetRequiredService<IInvitationNotices>().AreSent;
}
