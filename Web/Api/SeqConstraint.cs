using System.Globalization;

namespace Collab.Web.Api;

/// <summary><c>{seq:seq}</c>: a message's number; what cannot be one is not found.</summary>
internal sealed class SeqConstraint : IRouteConstraint
{
    /// <inheritdoc />
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        long.TryParse(values[routeKey]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && seq > 0;
}
