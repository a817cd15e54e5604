using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>demo</c> does.</summary>
internal static class DemoActions
{
    /// <summary>Fills the organization, showing progress, and prints how to sign in.</summary>
    public static Task<int> FillAsync(IServiceProvider services, bool json, CancellationToken ct) =>
        throw new SettingsException("This build has no demo organization.");
}
