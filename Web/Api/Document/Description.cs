using Microsoft.AspNetCore.Mvc;

namespace Collab.Web.Api.Document;

/// <summary>Describes a route for the document.</summary>
internal static class Description
{
    // Every route may refuse so: nobody signed in, nothing there, too fast, our fault, a store away.
    private static readonly int[] Common =
    [
        StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests,
        StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>Names a route, says what it does, and which problems it answers with besides the common ones.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> problems)
    {
        route.WithName(name).WithSummary(summary);
        foreach (var status in (int[])[.. Common, .. problems])
            route.ProducesProblem(status);
        return route;
    }
}
