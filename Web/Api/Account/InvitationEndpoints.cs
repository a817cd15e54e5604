using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;
using Collab.Web.Components;
using Collab.Web.Components.Entry;

namespace Collab.Web.Api.Account;

/// <summary>Accepting an invitation.</summary>
internal static class InvitationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/invite/{token}", ShowAsync);
        routes.MapPost("/invite/{token}", AcceptAsync);
    }

    private static async Task<IResult> ShowAsync(string token, DescribeInvitation describe, CancellationToken ct) =>
        (await describe.ExecuteAsync(token, ct)).TryGet(out var card, out var error) ? Entry.Page<InvitationPage>(new InvitationView(token, card)) : Over(error);

    private static async Task<IResult> AcceptAsync(
        string token, HttpContext context, IFormCollection form, DescribeInvitation describe, AcceptInvitation accept, StartSession start, CancellationToken ct)
    {
        if (!(await describe.ExecuteAsync(token, ct)).TryGet(out var card, out var error))
            return Over(error);
        var request = new AcceptInvitationRequest(token, form.Text("displayName"), form.Text("password"), context.Origin().Address);
        if (!(await accept.ExecuteAsync(request, ct)).TryGet(out var person, out error))
        {
            var problem = FormProblem.Of(error);
            return Entry.Page<InvitationPage>(new InvitationView(token, card, form.Text("displayName"), problem), problem.Status);
        }

        if (!(await start.ExecuteAsync(person.Id, context.Origin(), "invitation", ct)).TryGet(out var session, out _))
            return Results.Redirect("/signin");
        SessionCookie.Write(context, session);
        return Results.Redirect("/welcome");
    }

    private static IResult Over(Error error) =>
        error is Error.NotFound
            ? Entry.NotFound()
            : Entry.Message("InvitationOver", error.Say(), StatusCodes.Status410Gone, "/signin", "GoToSignIn");
}
