using Collab.Domain.People;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.People;

/// <summary>What the organization has decided about its people's profiles.</summary>
internal static class PeoplePolicyRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapPeoplePolicy(this IEndpointRouteBuilder api)
    {
        var policy = api.MapGroup("/organization/people-policy").WithTags("people");
        policy.MapGet("", GetAsync).Describe("getPeoplePolicy", "Reads whether people see when others were last active, and what of a profile its owner cannot change.");
        policy.MapPut("", SetAsync).Describe("setPeoplePolicy", "Decides that; the organization's admins only.", 400, 403);
    }

    private static async Task<Ok<PeoplePolicyBody>> GetAsync(Caller caller, GetPeoplePolicy get, CancellationToken ct) =>
        TypedResults.Ok(PeoplePolicyBody.Of(await get.ExecuteAsync(caller.Actor, ct)));

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(PeoplePolicyBody body, Caller caller, SetPeoplePolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, body.ToPolicy(), ct)).NoContent();
}

/// <summary>What is decided about profiles.</summary>
/// <param name="ShowsLastSeen">People see when colleagues were last active, unless these keep it to themselves.</param>
/// <param name="Fixed">Fields that people cannot change of their own profile.</param>
internal sealed record PeoplePolicyBody(bool ShowsLastSeen, IReadOnlyList<ProfileFields> Fixed)
{
    /// <summary>A policy as programs see it: each field by its name.</summary>
    public static PeoplePolicyBody Of(PeoplePolicy policy) =>
        new(policy.ShowsLastSeen, [.. Enum.GetValues<ProfileFields>().Where(f => f != ProfileFields.None && policy.Fixed.HasFlag(f))]);

    /// <summary>The policy.</summary>
    public PeoplePolicy ToPolicy() => new(ShowsLastSeen, Fixed.Aggregate(ProfileFields.None, (all, field) => all | field));
}
