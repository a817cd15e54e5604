using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.People;

/// <summary>People, and their standing in the organization.</summary>
internal static class PersonRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var person = api.MapGroup("/people/{person:id}").WithTags("people");
        person.MapGet("", GetAsync).Describe("getPerson", "Reads who a person is, and what she says of herself.");
        person.MapGet("/profile", GetProfileAsync)
            .Describe("getProfile", "Reads a person's whole profile: whom she reports to, who reports to her, how she can be reached, and when she was last seen where that is shown.");
        person.MapGet("/channels", ListSharedAsync).Describe("listSharedChannels", "Lists the channels in which both oneself and the person are, those of the whole organization aside.");
        person.MapPut("/role", SetRoleAsync).Describe("setOrganizationRole", "Changes a person's role in the organization; its admins only.", 400, 403, 409);
        person.MapPut("/active", SetActiveAsync)
            .Describe("setPersonActive", "Deactivates a person, which signs her out everywhere, or lets her in again; admins only.", 400, 403, 409);
    }

    private static async Task<Results<Ok<Person>, ApiProblem>> GetAsync(UserId person, Caller caller, GetPerson getPerson, CancellationToken ct) =>
        (await getPerson.ExecuteAsync(caller.Actor, person, ct)).Ok();

    private static async Task<Results<Ok<PersonProfile>, ApiProblem>> GetProfileAsync(UserId person, Caller caller, GetProfile getProfile, CancellationToken ct) =>
        (await getProfile.ExecuteAsync(caller.Actor, person, ct)).Ok();

    private static async Task<Results<Ok<Listing<StreamView>>, ApiProblem>> ListSharedAsync(UserId person, Caller caller, ListSharedChannels listShared, CancellationToken ct) =>
        (await listShared.ExecuteAsync(caller.Actor, person, ct)).Ok(shared => new Listing<StreamView>(shared));

    private static async Task<Results<NoContent, ApiProblem>> SetRoleAsync(
        UserId person, NewOrganizationRole body, Caller caller, SetOrganizationRole setRole, CancellationToken ct) =>
        (await setRole.ExecuteAsync(caller.Actor, person, body.Role, ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> SetActiveAsync(
        UserId person, NewActivity body, Caller caller, SetPersonActive setActive, CancellationToken ct) =>
        (await setActive.ExecuteAsync(caller.Actor, person, body.Active, ct)).NoContent();
}

/// <summary>A role in the organization.</summary>
/// <param name="Role">The new role.</param>
internal sealed record NewOrganizationRole(OrganizationRole Role);

/// <summary>Whether a person may use Collab.</summary>
/// <param name="Active">False signs her out everywhere and keeps her messages.</param>
internal sealed record NewActivity(bool Active);
