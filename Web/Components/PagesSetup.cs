using Collab.Domain.Messages;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using MudBlazor.Services;

namespace Collab.Web.Components;

/// <summary>Registers and maps the pages.</summary>
public static class PagesSetup
{
    /// <summary>Adds what pages need. The host adds use cases, sign-in and static assets.</summary>
    public static IServiceCollection AddCollabPages(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            circuit.DisconnectedCircuitMaxRetained = 50;
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
            circuit.MaxBufferedUnacknowledgedRenderBatches = 20;
        }).AddHubOptions(hub =>
        {
            // The longest message, escaped, fits; a silent loss of the network is noticed within twelve seconds (boot.js).
            hub.MaximumReceiveMessageSize = 128 * 1024;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
        });
        return services.AddPageState();
    }

    /// <summary>What components are given, without the machinery that serves them.</summary>
    internal static IServiceCollection AddPageState(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddMudServices();
        return services
            .AddCollabRealtime()
            .AddSingleton<MessageUseCases>()
            .AddSingleton<ReceiptUseCases>()
            .AddSingleton<Excerpts>()
            .AddSingleton<SearchUseCases>()
            .AddSingleton<MemberUseCases>()
            .AddSingleton<SendUseCases>()
            .AddSingleton<LeavingUseCases>()
            .AddSingleton<PlaceUseCases>()
            .AddSingleton<CallUseCases>()
            .AddSingleton<GroupUseCases>()
            .AddScoped<CallAsking>()
            .AddScoped<CommandSurroundings>()
            .AddScoped<SlashCommands>()
            .AddSingleton<StatusUseCases>()
            .AddSingleton<ProfileUseCases>()
            .AddScoped<Screen>()
            .AddScoped<FoundList>()
            .AddScoped<Places>()
            .AddScoped<Clock>()
            .AddScoped<Deadlines>()
            .AddScoped<OwnStatus>()
            .AddScoped<Notes>()
            .AddScoped<Toasts>()
            .AddScoped<Dialogs>()
            .AddScoped<Outgoing>()
            .AddScoped<AppModule>()
            .AddScoped<RecalledTexts>()
            .AddScoped<MessageActs>()
            .AddSingleton<HiddenUseCases>()
            .AddScoped<HiddenActs>()
            .AddScoped<ForwardActs>()
            .AddScoped<QuoteDraft>()
            .AddScoped<PlaceFinder>()
            .AddScoped<CardWords>()
            .AddSingleton<ForwardUseCases>()
            .AddSingleton<KeptReader>()
            .AddScoped<Suggestions>()
            .AddScoped<LeavingSurroundings>()
            .AddScoped<Leaving>()
            .AddScoped<PlaceSurroundings>()
            .AddScoped<PlaceActs>()
            .AddScoped<ChatOpenerSurroundings>()
            .AddScoped<ChannelMaker>()
            .AddScoped<ChatOpener>()
            .AddScoped<PersonTimes>()
            .AddScoped<ProfileCards>();
    }

    /// <summary>Maps the pages and the list of emoji that the browser works with.</summary>
    public static WebApplication MapCollabPages(this WebApplication app)
    {
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
        app.MapGet("/emoji.json", (IEmojiCatalog catalog, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=86400";
            return TypedResults.Json(catalog.All.Select(e => new object[] { e.Unicode, e.Shortcode, e.Name, e.Group, string.Join(' ', e.Keywords) }));
        }).ExcludeFromDescription();
        return app;
    }
}
