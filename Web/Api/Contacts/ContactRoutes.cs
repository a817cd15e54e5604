using Collab.Domain.Contacts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Contacts;

/// <summary>One's contacts.</summary>
internal static class ContactRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapContacts(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/me/contacts").WithTags("contacts");
        contacts.MapGet("", ListAsync).Describe("listContacts", "Lists one's contacts by name: one's favourites, and everybody with whom one has a direct chat.", 400);
        contacts.MapPut("/{person:id}", AddAsync).Describe("addFavourite", "Keeps a person at the top of one's contacts.", 400, 409);
        contacts.MapDelete("/{person:id}", RemoveAsync).Describe("removeFavourite", "Takes a person out of one's favourites.", 400);
    }

    private static async Task<Results<Ok<Page<Contact>>, ApiProblem>> ListAsync(string? cursor, int? limit, Caller caller, ListContacts list, CancellationToken ct) =>
        (await list.ExecuteAsync(new ListContactsRequest(caller.Actor, cursor, limit), ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> AddAsync(UserId person, Caller caller, SetFavourite set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, person, true, ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> RemoveAsync(UserId person, Caller caller, SetFavourite set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, person, false, ct)).NoContent();
}
