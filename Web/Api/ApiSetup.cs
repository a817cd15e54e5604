using Collab.Web.Api.Channels;
using Collab.Web.Api.Consumers;
using Collab.Web.Api.Contacts;
using Collab.Web.Api.Document;
using Collab.Web.Api.Edits;
using Collab.Web.Api.Expiry;
using Collab.Web.Api.Files;
using Collab.Web.Api.Hidden;
using Collab.Web.Api.Holds;
using Collab.Web.Api.Me;
using Collab.Web.Api.Messages;
using Collab.Web.Api.Notifications;
using Collab.Web.Api.People;
using Collab.Web.Api.Pins;
using Collab.Web.Api.Policies;
using Collab.Web.Api.Preferences;
using Collab.Web.Api.Presence;
using Collab.Web.Api.Reactions;
using Collab.Web.Api.Recall;
using Collab.Web.Api.Receipts;
using Collab.Web.Api.References;
using Collab.Web.Api.Saved;
using Collab.Web.Api.Search;
using Collab.Web.Api.Streams;
using Collab.Web.Api.Roaming;
using Collab.Web.Api.Sync;
using Collab.Web.Api.Threads;
using Collab.Web.Api.UserGroups;
using Collab.Web.Api.Workspaces;

namespace Collab.Web.Api;

/// <summary>The API for programs, <c>/api/v1</c>: the same use cases as the page.</summary>
internal static class ApiSetup
{
    /// <summary>Where all addresses begin.</summary>
    public const string Root = "/api/v1";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCollabApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteOptions>(options => options.ConstraintMap["id"] = typeof(IdConstraint));
        services.AddApiDocument();
        return services;
    }

    /// <summary>Maps all routes and their description.</summary>
    public static void MapCollabApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root).RequireAuthorization(ApiPolicy.Name).DisableAntiforgery();
        api.AddEndpointFilter<RouteGroupBuilder, ReadLimit>();
        api.MapMe();
        api.MapOwnStatus();
        api.MapContacts();
        api.MapWorkspaces();
        api.MapWorkspacePeople();
        api.MapChannels();
        api.MapStreams();
        api.MapPlaces();
        api.MapMembers();
        api.MapMessages();
        api.MapReferences();
        api.MapFiles();
        api.MapPins();
        api.MapSaved();
        api.MapHidden();
        api.MapThreads();
        api.MapFollowedThreads();
        api.MapReactions();
        api.MapReceipts();
        api.MapSync();
        api.MapDevices();
        api.MapPresence();
        api.MapPeople();
        api.MapPeoplePolicy();
        api.MapPreferences();
        api.MapUserGroups();
        api.MapKeywords();
        api.MapBroadcastPolicy();
        api.MapHistoryPolicy();
        api.MapEditPolicies();
        api.MapRecall();
        api.MapExpiry();
        api.MapConsumers();
        api.MapSearch();
        api.MapSearchMemory();
        api.MapAuditSearches();
        api.MapRoaming();
        api.MapHolds();
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
