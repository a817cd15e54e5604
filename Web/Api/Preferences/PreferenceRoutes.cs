using Collab.Domain.Preferences;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Preferences;

/// <summary>What one has set for all one's devices.</summary>
internal static class PreferenceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPreferences(this IEndpointRouteBuilder api)
    {
        var preferences = api.MapGroup("/preferences").WithTags("preferences");
        preferences.MapGet("", ListAsync).Describe("listPreferences", "Lists what one has set for all one's devices.");
        preferences.MapPut("/{name}", SetAsync).Describe("setPreference", "Sets one; unknown names are not found.", 400);
        preferences.MapDelete("/{name}", ForgetAsync).Describe("forgetPreference", "Goes back to what is usual.");
    }

    private static async Task<Ok<Listing<Preference>>> ListAsync(Caller caller, ListPreferences list, CancellationToken ct) =>
        TypedResults.Ok(new Listing<Preference>(await list.ExecuteAsync(caller.Actor, ct)));

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(string name, NewValue body, Caller caller, SetPreference set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, name, body.Value, ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> ForgetAsync(string name, Caller caller, SetPreference set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, name, null, ct)).NoContent();
}

/// <summary>What something is set to.</summary>
/// <param name="Value">At most 200 characters.</param>
internal sealed record NewValue(string Value);
