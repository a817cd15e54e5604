using System.Diagnostics;
using Collab.Domain.Shared;

namespace Collab.Web.Api;

/// <summary>The only place where an error becomes an answer of the API.</summary>
internal static class Problems
{
    /// <summary>Nobody is signed in, or the token is not good any more.</summary>
    public static readonly ApiProblem Unauthenticated =
        new(StatusCodes.Status401Unauthorized, "unauthenticated", "Send a personal access token: Authorization: Bearer ….");

    /// <summary>A cookie alone vouches for a change.</summary>
    public static readonly ApiProblem Forgery =
        new(StatusCodes.Status403Forbidden, "antiforgery.missing", "Send a personal access token, or the page's antiforgery token along with the cookie.");

    /// <summary>A bug of ours; what it was stands in the log under the trace id.</summary>
    public static readonly ApiProblem Internal =
        new(StatusCodes.Status500InternalServerError, "internal", "Something went wrong on our side. Try again; if it stays, tell your admin the trace id.");

    /// <summary>A store cannot be reached.</summary>
    public static readonly ApiProblem Unavailable = From(new Error.Unavailable("unavailable", "A part of Collab cannot be reached at the moment. Try again."));

    /// <summary>What is not there, and what one may not know of.</summary>
    public static readonly ApiProblem NotFound = From(new Error.NotFound());

    /// <summary>The answer to an error.</summary>
    public static ApiProblem From(Error error) =>
        error switch
        {
            Error.NotFound => new ApiProblem(StatusCodes.Status404NotFound, error.Code, error.Message),
            Error.Forbidden => new ApiProblem(StatusCodes.Status403Forbidden, error.Code, error.Message),
            Error.Invalid invalid => new ApiProblem(StatusCodes.Status400BadRequest, error.Code, error.Message) { Field = invalid.Field },
            Error.Conflict => new ApiProblem(StatusCodes.Status409Conflict, error.Code, error.Message),
            Error.TooMany many => new ApiProblem(StatusCodes.Status429TooManyRequests, error.Code, error.Message) { RetryAfter = many.RetryAfter },
            Error.Unavailable => new ApiProblem(StatusCodes.Status503ServiceUnavailable, error.Code, error.Message) { RetryAfter = TimeSpan.FromSeconds(1) },
            // The hierarchy is closed; a test asks for an answer to each of its members.
            _ => throw new UnreachableException($"No answer to {error.GetType().Name}."),
        };

    /// <summary>The answer to a request that did not get as far as a use case.</summary>
    public static ApiProblem ForStatus(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => Unauthenticated,
            StatusCodes.Status403Forbidden => new ApiProblem(status, "forbidden", "You may not do this."),
            StatusCodes.Status404NotFound => NotFound,
            StatusCodes.Status405MethodNotAllowed => new ApiProblem(status, "method_not_allowed", "This address knows other methods: see the Allow header."),
            StatusCodes.Status413PayloadTooLarge => new ApiProblem(status, "request.too_large", "The request is too large."),
            StatusCodes.Status415UnsupportedMediaType => new ApiProblem(status, "request.not_json", "Send JSON, with Content-Type: application/json."),
            StatusCodes.Status408RequestTimeout => new ApiProblem(status, "request.timeout", "The request took too long to arrive."),
            StatusCodes.Status503ServiceUnavailable => Unavailable,
            >= 500 => Internal,
            _ => new ApiProblem(status, "request.invalid", "The request cannot be read."),
        };
}
