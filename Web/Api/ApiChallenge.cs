using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Collab.Web.Api;

/// <summary>Programs are told in a problem document that they are not signed in; pages are sent to the sign-in page.</summary>
internal sealed class ApiChallenge : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    /// <inheritdoc />
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || !IsForPrograms(context.Request))
            return _pages.HandleAsync(next, context, policy, authorizeResult);
        // A principal without an actor is one whose account or token ended: signing in again is what helps.
        var signedOut = authorizeResult.Challenged || context.Features.Get<Caller>() is null;
        return (signedOut ? Problems.Unauthenticated : Problems.ForStatus(StatusCodes.Status403Forbidden)).ExecuteAsync(context);
    }

    private static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/hubs");
}
