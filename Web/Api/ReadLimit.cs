using Collab.Domain.Shared;

namespace Collab.Web.Api;

/// <summary>Counts reads, and the small signals that no use case counts, per person.</summary>
internal sealed class ReadLimit(IRateLimits limits) : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<Caller>() is { } caller && IsCounted(context.HttpContext) && !limits.Take(caller.Actor.User, RateKind.Read).TryGet(out _, out var error))
            return ValueTask.FromResult<object?>(Problems.From(error));
        return next(context);
    }

    private static bool IsCounted(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<CountsAsRead>() is not null;
}
