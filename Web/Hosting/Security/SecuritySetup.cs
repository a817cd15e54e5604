using Collab.Infrastructure.Storage;
using Collab.Web.Api;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Collab.Web.Hosting.Security;

/// <summary>Authentication of the API and the hub, protection of cookies, what is believed of proxies.</summary>
internal static class SecuritySetup
{
    /// <summary>The scheme of personal access tokens.</summary>
    public const string TokenScheme = "token";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCollabSecurity(this IServiceCollection services, IConfiguration configuration, CollabOptions options)
    {
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, ActorHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ApiChallenge>();
        // Which scheme is the cookie's is known only when all parts have registered.
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<AuthenticationOptions>>(
            (authorization, authentication) => authorization.AddPolicy(ApiPolicy.Name, policy => Describe(policy, authentication.Value)));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "collab.forgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The frame header is set for every answer, more strictly.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            // Files only: a page or an answer holds secrets, and its compressed length would tell of them (BREACH).
            compression.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/wasm"];
        });
        services.Configure<ForwardedHeadersOptions>(forwarded => Trust(forwarded, options));
        AddKeys(services, options);
        return services;
    }

    /// <summary>
    /// Takes the visitor's address, scheme and host from the proxy. ASPNETCORE_FORWARDEDHEADERS_ENABLED makes the framework do so
    /// by itself, and a second time would believe what the visitor wrote before the proxy's own word.
    /// </summary>
    public static void UseCollabProxies(this WebApplication app)
    {
        if (!app.Configuration.GetValue("ForwardedHeaders_Enabled", false))
            app.UseForwardedHeaders();
    }

    private static void Describe(AuthorizationPolicyBuilder policy, AuthenticationOptions authentication)
    {
        // The default scheme takes the token when there is one, else the cookie.
        policy.AddAuthenticationSchemes(authentication.DefaultAuthenticateScheme ?? authentication.DefaultScheme ?? TokenScheme);
        policy.RequireAuthenticatedUser().AddRequirements(new ActorRequirement());
    }

    private static void Trust(ForwardedHeadersOptions forwarded, CollabOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var network in options.TrustedProxies)
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        // One proxy in front, or a chain of trusted ones.
        forwarded.ForwardLimit = options.TrustedProxies.Count == 0 ? 1 : null;
    }

    // All nodes must read what one of them has protected: the directory, which they share anyway, or a folder of the operator's choice.
    private static void AddKeys(IServiceCollection services, CollabOptions options)
    {
        var protection = services.AddDataProtection().SetApplicationName("Collab");
        if (KeyPath(options) is { } path)
            protection.PersistKeysToFileSystem(KeyFolder(path));
        else
            services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>(
                (management, provider) => management.XmlRepository = new DirectoryKeys(provider.GetRequiredService<ProtectionKeys>));
    }

    /// <summary>The folder of the keys that protect forms and pages; null when the directory has them.</summary>
    public static string? KeyPath(CollabOptions options) => options.DataProtection.KeysPath is { Length: > 0 } shared ? shared : null;

    // Whoever reads the keys can make forms and page states that a node takes for its own.
    private static DirectoryInfo KeyFolder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
