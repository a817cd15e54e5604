using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Identity.Sessions;

/// <summary>The scheme "cookie": each request is checked against the server's own list of sessions.</summary>
internal sealed class SessionCookieHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LiveSessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!SessionCookie.IsPresent(Context))
            return AuthenticateResult.NoResult();
        if (SessionCookie.Read(Context) is not { } cookie || await sessions.FindAsync(cookie.Id, cookie.Secret, Context.RequestAborted) is not { } session)
            return AuthenticateResult.Fail("The session is over.");
        var principal = CollabPrincipal.Of(session.User, session.Id, Context.Connection.RemoteIpAddress?.ToString());
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    // A person who opens a page is led to the sign-in and back; a program gets a plain answer.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsForPeople(Request))
            Response.Redirect(Request.PathBase + (Request.Path == "/" ? "/signin" : $"/signin?return={Uri.EscapeDataString(Request.Path + Request.QueryString)}"));
        else
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool IsForPeople(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs") && !request.Path.StartsWithSegments("/_blazor");
}
