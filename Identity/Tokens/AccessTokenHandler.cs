using System.Text.Encodings.Web;
using Collab.Identity.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Identity.Tokens;

/// <summary>The scheme "token": a personal access token in the Authorization header, never in an address.</summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LiveTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";
    private const int MaxLength = 200;

    internal static bool IsPresent(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 && context.Request.Headers.Authorization[0]?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresent(Context))
            return AuthenticateResult.NoResult();
        var secret = Request.Headers.Authorization[0]![Bearer.Length..].Trim(); // present, so it is there
        if (Request.Headers.Authorization.Count > 1 || secret.Length > MaxLength || !secret.StartsWith(CreateAccessToken.Prefix, StringComparison.Ordinal))
            return AuthenticateResult.Fail("Not an access token.");
        if (await tokens.FindAsync(secret, Context.RequestAborted) is not { } token)
            return AuthenticateResult.Fail("The access token is not valid.");
        var principal = CollabPrincipal.Of(token.User, token.Id, Context.Connection.RemoteIpAddress?.ToString());
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
