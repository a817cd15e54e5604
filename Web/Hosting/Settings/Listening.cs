using System.Net;

namespace Collab.Web.Hosting.Settings;

/// <summary>Where the program listens and how people reach it.</summary>
internal static class Listening
{
    /// <summary>The address to listen on; null is every loopback address.</summary>
    public static IPAddress? Listen(this CollabOptions options) =>
        options.Host switch
        {
            "*" => IPAddress.IPv6Any,
            "" when Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true" => IPAddress.IPv6Any,
            // Any free port cannot be the same one on two addresses.
            "" or "localhost" => options.Port == 0 ? IPAddress.Loopback : null,
            var address => IPAddress.Parse(address),
        };

    /// <summary>The address that people type.</summary>
    public static string Address(this CollabOptions options, int port) =>
        options.Url.Length > 0 ? options.Url.TrimEnd('/') : $"http://localhost:{port}";
}
