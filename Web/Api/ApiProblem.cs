using System.Diagnostics;
using System.Globalization;
using Collab.Web.Hosting.Telemetry;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Collab.Web.Api;

/// <summary>A problem document (RFC 9457) with the code that programs decide on.</summary>
internal sealed record ApiProblem(int Status, string Code, string Detail) : IResult, IStatusCodeHttpResult
{
    /// <summary>The offending field of the request, in camel case.</summary>
    public string? Field { get; init; }

    /// <summary>When to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc />
    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.RequestServices.GetRequiredService<CollabMetrics>().ApiFailed(Code);
        httpContext.Response.StatusCode = Status;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        if (RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return httpContext.Response.WriteAsJsonAsync(Document(httpContext), ApiJson.ProblemOptions, "application/problem+json", httpContext.RequestAborted);
    }

    private ProblemDetails Document(HttpContext context)
    {
        var document = new ProblemDetails { Status = Status, Title = ReasonPhrases.GetReasonPhrase(Status), Detail = Detail };
        document.Extensions["code"] = Code;
        if (Field is not null)
            document.Extensions["field"] = Field;
        document.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return document;
    }
}
