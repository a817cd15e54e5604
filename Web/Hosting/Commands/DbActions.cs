using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>db</c> does with the databases.</summary>
internal static class DbActions
{
    /// <summary>Says where each database's schema stands.</summary>
    public static Task<int> StatusAsync(IServiceProvider services, TextWriter output, CancellationToken ct) => throw NoStores();

    /// <summary>Brings each database's schema up to date.</summary>
    public static Task<int> MigrateAsync(IServiceProvider services, TextWriter output, CancellationToken ct) => throw NoStores();

    /// <summary>Returns 0 when this version can run on the databases.</summary>
    public static Task<int> VerifyAsync(IServiceProvider services, TextWriter output, CancellationToken ct) => throw NoStores();

    private static SettingsException NoStores() => new("This build has no stores.");
}
