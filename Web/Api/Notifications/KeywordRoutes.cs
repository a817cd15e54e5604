using Collab.Domain.Notifications;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Notifications;

/// <summary>What calls one besides one's name.</summary>
internal static class KeywordRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapKeywords(this IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/me").WithTags("me");
        mine.MapGet("/calls", GetAsync).Describe("getMyCalls", "Tells what calls one besides one's name: the groups that one is in, and one's keywords.");
        mine.MapPut("/keywords", SetAsync)
            .Describe("setKeywords", "Chooses one's keywords: messages with one of them count as mentions wherever one is seated. Replaces the whole list.", 400);
    }

    private static async Task<Ok<MyCalls>> GetAsync(Caller caller, GetCallSubjects get, CancellationToken ct) =>
        TypedResults.Ok(MyCalls.Of(await get.ExecuteAsync(caller.Actor, ct)));

    private static async Task<Results<Ok<MyCalls>, ApiProblem>> SetAsync(NewKeywords body, Caller caller, SetKeywords set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, body.Keywords ?? [], ct)).Ok(MyCalls.Of);
}

/// <summary>Keywords to be watched.</summary>
/// <param name="Keywords">At most 25, each of 1–5 words and at most 60 characters; whole words, capitals do not matter.</param>
internal sealed record NewKeywords(IReadOnlyList<string>? Keywords);

/// <summary>What calls one besides one's name.</summary>
/// <param name="Groups">The groups that one is in.</param>
/// <param name="Keywords">One's keywords, as they are kept: words in lower case with single spaces between.</param>
internal sealed record MyCalls(IReadOnlyList<MyCalls.Group> Groups, IReadOnlyList<string> Keywords)
{
    /// <summary>The form for programs.</summary>
    public static MyCalls Of(CallSubjects subjects) =>
        new([.. subjects.Groups.Select(g => new Group(g.Id, g.Handle))], [.. subjects.Keywords.Select(k => k.Keyword.Value)]);

    /// <summary>A group that one is in.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Handle">Its short name.</param>
    internal sealed record Group(UserGroupId Id, string Handle);
}
