using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Security;

/// <summary>Which origins are ours.</summary>
internal static class Origins
{
    /// <summary>True when a browser says that the request comes from one of our own pages.</summary>
    public static bool IsOwn(HttpRequest request, string origin, CollabOptions options) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || (options.Url.Length > 0 && string.Equals(origin, options.Url.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
}
