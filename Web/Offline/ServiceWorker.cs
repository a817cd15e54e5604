using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Collab.Web.Offline;

/// <summary>
/// The script of the service worker. It carries a digest of all that it keeps: when one of these files changes with a new version of
/// Collab, so does the script, and browsers take it up.
/// </summary>
internal sealed class ServiceWorker
{
    /// <summary>What the page for the time without a network is made of.</summary>
    public static readonly IReadOnlyList<string> Files =
    [
        "/css/theme.css", "/css/base.css", "/css/shell.css", "/css/sidebar.css", "/css/feed.css", "/css/rows.css", "/css/files.css", "/css/references.css", "/css/offline.css",
        "/js/theme.js", "/js/store.js", "/js/last-words.js", "/js/offline.js", "/favicon.svg",
    ];

    // Takes an older worker's place, lets go of what it kept, and leaves: for when it is switched off.
    private const string Leaving =
        """
        addEventListener('install', () => skipWaiting());
        addEventListener('activate', event => event.waitUntil((async () => {
          for (const name of await caches.keys()) await caches.delete(name);
          await registration.unregister();
        })()));
        """;

    private readonly Lazy<string> _script;

    public ServiceWorker(IWebHostEnvironment environment, IOptions<OfflineOptions> options) =>
        _script = new Lazy<string>(() => options.Value.Enabled ? Write(environment) : Leaving);

    /// <summary>The script.</summary>
    public string Script => _script.Value;

    private static string Write(IWebHostEnvironment environment)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            using var content = environment.WebRootFileProvider.GetFileInfo(file).CreateReadStream();
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            hash.AppendData(bytes);
        }

        var template = Template();
        hash.AppendData(Encoding.UTF8.GetBytes(template));
        // The page's words may change without any of its files.
        hash.AppendData(typeof(ServiceWorker).Module.ModuleVersionId.ToByteArray());
        return template
            .Replace("__VERSION__", Convert.ToHexStringLower(hash.GetHashAndReset())[..16], StringComparison.Ordinal)
            .Replace("__FILES__", JsonSerializer.Serialize(Files), StringComparison.Ordinal);
    }

    private static string Template()
    {
        using var stream = typeof(ServiceWorker).Assembly.GetManifestResourceStream("Collab.Web.Offline.sw.js")
            ?? throw new InvalidOperationException("The script of the service worker is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
