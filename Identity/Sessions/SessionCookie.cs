using Collab.Domain.Shared.Ids;
using Microsoft.AspNetCore.Http;

namespace Collab.Identity.Sessions;

/// <summary>
/// The session cookie: id and secret. Over HTTPS it has the <c>__Host-</c> prefix, which a browser only takes from this
/// very host over HTTPS; over plain HTTP (a laptop) another name, so that the one is never taken for the other.
/// </summary>
public static class SessionCookie
{
    internal const string SecureName = "__Host-collab";
    internal const string PlainName = "collab";
    private const int MaxLength = 100;

    /// <summary>Hands the session to the browser.</summary>
    public static void Write(HttpContext context, IssuedSession session) =>
        context.Response.Cookies.Append(Name(context), $"{session.Id}.{session.Secret}", Options(context, session.ExpiresAt));

    /// <summary>Takes it back.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context, null));

    internal static bool IsPresent(HttpContext context) => context.Request.Cookies.ContainsKey(Name(context));

    internal static (SessionId Id, string Secret)? Read(HttpContext context)
    {
        if (context.Request.Cookies[Name(context)] is not { Length: > 2 and < MaxLength } value)
            return null;
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && SessionId.TryParse(value[..dot], null, out var id) ? (id, value[(dot + 1)..]) : null;
    }

    private static string Name(HttpContext context) => context.Request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", Expires = expires, IsEssential = true };
}
