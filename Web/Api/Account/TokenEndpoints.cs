using System.Globalization;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Tokens;
using Collab.Web.Components.Entry;

namespace Collab.Web.Api.Account;

/// <summary>One's access tokens.</summary>
internal static class TokenEndpoints
{
    private const string Path = "/preferences/tokens";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, CancellationToken _) => SessionEndpoints.WithActorAsync(context, actor => ShowAsync(context, actor)));
        routes.MapPost(Path, (HttpContext context, IFormCollection form) => SessionEndpoints.WithActorAsync(context, actor => CreateAsync(context, actor, form)));
        routes.MapPost(Path + "/revoke", (HttpContext context, IFormCollection form) => SessionEndpoints.WithActorAsync(context, actor => RevokeAsync(context, actor, form)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Actor actor, IFormCollection form)
    {
        var (name, days) = (form.Text("name"), form.Text("days"));
        // What is no number becomes one that is refused, with the field's own words.
        int? limit = string.IsNullOrWhiteSpace(days) ? null : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var made = await context.RequestServices.GetRequiredService<CreateAccessToken>().ExecuteAsync(actor, name, limit, context.RequestAborted);
        return made.TryGet(out var issued, out var error)
            ? await ShowAsync(context, actor, issued)
            : await ShowAsync(context, actor, null, name, days, FormProblem.Of(error));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, Actor actor, IFormCollection form)
    {
        if (!AccessTokenId.TryParse(form.Text("token"), null, out var token))
            return Entry.NotFound();
        var revoked = await context.RequestServices.GetRequiredService<RevokeAccessToken>().ExecuteAsync(actor, token, context.RequestAborted);
        return revoked.IsOk ? Results.Redirect(Path) : Entry.NotFound();
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, Actor actor, IssuedAccessToken? issued = null, string? name = null, string? days = null, FormProblem? problem = null)
    {
        var tokens = await context.RequestServices.GetRequiredService<ListAccessTokens>().ExecuteAsync(actor, context.RequestAborted);
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return Entry.Page<TokensPage>(new TokensView(tokens, now, issued, name, days, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}
