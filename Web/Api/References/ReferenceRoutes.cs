using Collab.Domain.References;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.References;

/// <summary>What messages forward and quote.</summary>
internal static class ReferenceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapReferences(this IEndpointRouteBuilder api) =>
        api.MapGet("/streams/{stream:id}/references", ResolveAsync).WithTags("messages")
            .Describe("listReferences", $"Tells what messages between two numbers forward and quote, as far as one may see that now: of at most {ResolveReferences.MaxSeqs} numbers, the first.");

    private static async Task<Results<Ok<IReadOnlyList<ReferenceView>>, ApiProblem>> ResolveAsync(
        StreamId stream, long? from, long? to, Caller caller, ResolveReferences resolve, CancellationToken ct)
    {
        var first = Math.Clamp(from ?? 1, 1, long.MaxValue - ResolveReferences.MaxSeqs);
        var count = Math.Clamp((to ?? long.MaxValue - 1) - first + 1, 0, ResolveReferences.MaxSeqs);
        return (await resolve.ExecuteAsync(caller.Actor, stream, [.. Enumerable.Range(0, (int)count).Select(i => first + i)], ct)).Ok();
    }
}
