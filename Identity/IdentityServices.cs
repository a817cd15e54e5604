using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Collab.Identity.FirstRun;
using Collab.Identity.Resets;
using Collab.Identity.Sessions;
using Collab.Identity.Storage;
using Collab.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Collab.Identity;

/// <summary>Registers everything of this library.</summary>
public static class IdentityServices
{
    /// <summary>
    /// Adds accounts, sessions, tokens and the first run. Needs the directory database, the organization store, the event
    /// bus, an id source, rate limits, shared permits and account notices; call it after what brings the databases up to date, which must have run when the
    /// first-run code is looked at.
    /// </summary>
    public static IServiceCollection AddCollabIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<IdentityOptions>(configuration.GetSection(IdentityOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AuditTrail>();
        AddStorage(services);
        AddAccounts(services);
        AddSessions(services);
        AddTokens(services);
        AddResets(services);
        services.AddSingleton<FirstRunCode>();
        services.AddSingleton<IFirstRunCode>(provider => provider.GetRequiredService<FirstRunCode>());
        services.AddSingleton<FirstRunState>();
        services.AddHostedService<FirstRunStart>();
        return services;
    }

    private static void AddStorage(IServiceCollection services)
    {
        services.AddSingleton<IdentityDatabase>();
        services.AddSingleton<PersonReader>();
        services.AddSingleton<IAccountStore, AccountStore>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<ITokenStore, TokenStore>();
        services.AddSingleton<IFirstRunStore, FirstRunStore>();
        services.AddSingleton<IResetStore, ResetStore>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton(provider => new Argon2PasswordHasher(Cost(provider.GetRequiredService<IOptions<IdentityOptions>>().Value)));
        services.AddSingleton<IPasswordHasher>(provider => provider.GetRequiredService<Argon2PasswordHasher>());
        services.AddSingleton<ILeakedPasswords, LeakedPasswords>();
        services.AddSingleton(provider => new AddressThrottle(
            provider.GetRequiredService<ISharedPermits>(), provider.GetRequiredService<IOptions<IdentityOptions>>().Value.FailuresPerAddress));
        services.AddSingleton<SignIn>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<DescribeInvitation>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton<SessionIssuer>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<IActorSource, ActorSource>();
        services.AddSingleton<StartSession>();
        services.AddSingleton<EndSession>();
        services.AddSingleton<SignOutEverywhere>();
        services.AddSingleton<ListSessions>();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddAuthentication(CollabSchemes.Any)
            .AddPolicyScheme(CollabSchemes.Any, null, options => options.ForwardDefaultSelector = context =>
                AccessTokenHandler.IsPresent(context) ? CollabSchemes.Token : CollabSchemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, SessionCookieHandler>(CollabSchemes.Cookie, null)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(CollabSchemes.Token, null);
        services.AddAuthorization();
    }

    private static void AddTokens(IServiceCollection services)
    {
        services.AddSingleton<LiveTokens>();
        services.AddSingleton<CreateAccessToken>();
        services.AddSingleton<ListAccessTokens>();
        services.AddSingleton<RevokeAccessToken>();
    }

    private static void AddResets(IServiceCollection services)
    {
        services.AddSingleton<ResetRequests>();
        services.AddSingleton<AskForReset>();
        services.AddSingleton<SendResetLink>();
        services.AddSingleton<ResetPassword>();
        services.AddHostedService<ResetWorker>();
    }

    private static Argon2Cost Cost(IdentityOptions options) =>
        new(
            Math.Max(options.PasswordMemoryKiB, Argon2Cost.Default.MemoryKiB), Math.Max(options.PasswordPasses, Argon2Cost.Default.Passes),
            Argon2Cost.Default.Lanes);
}
