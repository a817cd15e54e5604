using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Identity;
using Collab.Identity.Sessions;
using Collab.Web.Offline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Collab.Web.Api.Account;

/// <summary>
/// The key under which a browser keeps what it keeps (js/store.js). The browser holds a secret of its own that only the server can
/// open; from it and the person comes the key, which goes to the browser with its session and is taken away with it. So:
/// <list type="bullet">
/// <item>another person on the same device gets another key,</item>
/// <item>a session that was ended elsewhere leaves what she had written behind, unreadable until she signs in again there,</item>
/// <item>signing out takes the secret away too: what is left on the disk is noise.</item>
/// </list>
/// A script of the page may read the key, as it may read the page; the session itself no script can read.
/// </summary>
/// <remarks>HKDF as in RFC 5869, with SHA-256.</remarks>
internal sealed class DeviceKey(IDataProtectionProvider protection, IIdSource ids, IOptions<OfflineOptions> offline, IOptions<IdentityOptions> identity)
{
    private const string KeyCookie = "collab.key";
    private const string SecretCookie = "collab.device";
    private const int Length = 32;

    // Browsers keep no cookie longer.
    private static readonly TimeSpan SecretLasts = TimeSpan.FromDays(400);

    private readonly IDataProtector _protector = protection.CreateProtector("Collab.Offline.DeviceSecret");

    /// <summary>Gives the key to the browser of one who is signed in, and takes it from one of which nobody is.</summary>
    public void Follow(HttpContext context)
    {
        if (offline.Value.Enabled && context.User.Session() is not null && context.User.User() is { } user)
            Give(context, user);
        else if (context.Request.Cookies.ContainsKey(Name(context, KeyCookie)))
            context.Response.Cookies.Delete(Name(context, KeyCookie), Options(context, isSecret: false, null));
    }

    /// <summary>Takes all of it away: she has signed out.</summary>
    public static void Forget(HttpContext context)
    {
        context.Response.Cookies.Delete(Name(context, KeyCookie), Options(context, isSecret: false, null));
        context.Response.Cookies.Delete(Name(context, SecretCookie), Options(context, isSecret: true, null));
    }

    private void Give(HttpContext context, UserId user)
    {
        var secret = Open(context.Request.Cookies[Name(context, SecretCookie)]) ?? ids.NextSecret();
        // Written each time: its time begins anew, and it is protected by the newest key.
        context.Response.Cookies.Append(Name(context, SecretCookie), _protector.Protect(secret), Options(context, isSecret: true, SecretLasts));
        var lasts = TimeSpan.FromDays(identity.Value.SessionIdleDays);
        context.Response.Cookies.Append(Name(context, KeyCookie), KeyOf(secret, user), Options(context, isSecret: false, lasts));
    }

    private static string KeyOf(string secret, UserId user) =>
        Base64Url.EncodeToString(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), Length, info: Encoding.UTF8.GetBytes($"collab device {user}")));

    private string? Open(string? kept)
    {
        try
        {
            return string.IsNullOrEmpty(kept) ? null : _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null; // of another installation, or changed by another hand
        }
    }

    private static string Name(HttpContext context, string name) => context.Request.IsHttps ? $"__Host-{name}" : name;

    private static CookieOptions Options(HttpContext context, bool isSecret, TimeSpan? lasts) =>
        new()
        {
            HttpOnly = isSecret,
            SameSite = isSecret ? SameSiteMode.Lax : SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = lasts,
            IsEssential = true,
        };
}
