using Collab.Domain.Shared.Ids;

namespace Collab.Web.Api;

/// <summary><c>{stream:id}</c>: what is not an id leads to no route, so it is "not found" like an id that nothing has. Also for a message's number.</summary>
internal sealed class IdConstraint : IRouteConstraint
{
    /// <inheritdoc />
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        StreamId.TryParse(values[routeKey]?.ToString(), null, out _);
}
