using System.Text.Json;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Web.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace Collab.Web.Hosting.Errors;

/// <summary>Exceptions become answers here, and are logged here, once.</summary>
internal sealed class Failures(ILogger<Failures> log) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var answer = AnswerTo(exception);
        // A database that is known to be away was told of once, by whoever watches it.
        if (answer.Status >= StatusCodes.Status500InternalServerError && exception is not DatabaseAwayException)
            log.LogError(exception, "{Method} {Route} failed.", httpContext.Request.Method, RouteOf(httpContext));
        if (ErrorSetup.IsForPrograms(httpContext.Request))
            await answer.ExecuteAsync(httpContext);
        else
            await ErrorPage.WriteAsync(httpContext, answer.Status);
        return true;
    }

    private static ApiProblem AnswerTo(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Problems.From(NotReadable(json)),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } => Problems.From(
                new Error.Invalid("request.invalid", "A parameter of the request is missing or cannot be read.", "request")),
            BadHttpRequestException bad => Problems.ForStatus(bad.StatusCode),
            _ when Outage.Is(exception) => Problems.Unavailable,
            _ => Problems.Internal,
        };

    // The path names the field; the message could repeat what was sent.
    private static Error.Invalid NotReadable(JsonException json) =>
        new("request.json_invalid", "The body is not the JSON that is expected here: see /openapi/v1.json.", Field(json.Path));

    private static string Field(string? path) => path is null or "$" or "" ? "body" : path.TrimStart('$', '.');

    // The route's pattern, not the address: that may hold an invitation's secret.
    private static string RouteOf(HttpContext context) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText ?? "/" : "(no route)";
}
