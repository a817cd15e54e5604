using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Web.Offline;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Xunit;

namespace Collab.Web.Tests.Offline;

/// <summary>What browsers take to install Collab and to stand without it.</summary>
[Collection(WorldCollection.Name)]
public sealed partial class OfflineRouteTests(TestWorld world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_the_worker_keeps_is_there_for_everybody_and_is_all_that_its_page_asks_for()
    {
        using var http = world.Http();
        var page = await http.GetStringAsync(new Uri("/offline", UriKind.Relative), Ct);
        foreach (var file in ServiceWorker.Files.Append("/offline"))
        {
            using var answer = await http.GetAsync(new Uri(file, UriKind.Relative), Ct);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {(int)answer.StatusCode}");
        }

        foreach (var asked in Asked().Matches(page).Select(m => m.Groups[1].Value))
            Assert.Contains(asked, ServiceWorker.Files);
        foreach (var module in ServiceWorker.Files.Where(f => f.EndsWith(".js", StringComparison.Ordinal)))
        {
            foreach (var imported in Imported().Matches(await http.GetStringAsync(new Uri(module, UriKind.Relative), Ct)).Select(m => m.Groups[1].Value))
                Assert.Contains($"/js/{imported}", ServiceWorker.Files);
        }
    }

    [Fact]
    public async Task The_worker_is_looked_at_anew_each_time_and_carries_a_version()
    {
        using var http = world.Http();
        using var answer = await http.GetAsync(new Uri("/sw.js", UriKind.Relative), Ct);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.Matches("const VERSION = '[0-9a-f]{16}';", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public void A_file_that_changes_makes_another_version()
    {
        var folder = Directory.CreateTempSubdirectory("collab-root-");
        foreach (var file in ServiceWorker.Files)
        {
            var path = Path.Combine(folder.FullName, file[1..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // never the root
            File.WriteAllText(path, file);
        }

        var (first, again) = (Script(folder), Script(folder));
        File.AppendAllText(Path.Combine(folder.FullName, "css", "rows.css"), "/* another line */");
        Assert.Equal(first, again);
        Assert.NotEqual(first, Script(folder));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_manifest_says_how_Collab_is_installed_and_its_pictures_are_as_large_as_it_says()
    {
        using var http = world.Http();
        using var answer = await http.GetAsync(new Uri("/manifest.webmanifest", UriKind.Relative), Ct);
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType?.MediaType);
        var manifest = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        Assert.Equal(("Acme – Collab", "Collab", "/", "standalone"), ((string?)manifest["name"], (string?)manifest["short_name"], (string?)manifest["start_url"], (string?)manifest["display"]));
        var sizes = new List<string>();
        foreach (var icon in manifest["icons"]!.AsArray().Where(i => (string?)i!["type"] == "image/png"))
        {
            var picture = await http.GetByteArrayAsync(new Uri((string)icon!["src"]!, UriKind.Relative), Ct);
            // Width and height stand at 16 and 20 of a PNG (RFC 2083, 4.1.1).
            var (width, height) = (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)));
            Assert.Equal((string?)icon["sizes"], $"{width}x{height}");
            sizes.Add($"{icon["sizes"]} {icon["purpose"]}");
        }

        Assert.Equal(["192x192 any", "512x512 any", "512x512 maskable"], sizes);
    }

    [Fact]
    public async Task Switched_off_a_worker_that_is_there_leaves()
    {
        await using var app = new Without();
        using var http = app.Http();
        Assert.Contains("registration.unregister()", await http.GetStringAsync(new Uri("/sw.js", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("caches.open", await http.GetStringAsync(new Uri("/sw.js", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    private static string Script(DirectoryInfo root) =>
        new ServiceWorker(new Root(root.FullName), Microsoft.Extensions.Options.Options.Create(new OfflineOptions())).Script;

    [GeneratedRegex("(?:href|src)=\"(/[^\"]+)\"")]
    private static partial Regex Asked();

    [GeneratedRegex("from '\\./([a-z-]+\\.js)'")]
    private static partial Regex Imported();

    private sealed class Without : CollabApp
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Offline:Enabled"] = "false" };
    }

    private sealed class Root(string path) : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = path;

        public IFileProvider WebRootFileProvider { get; set; } = new PhysicalFileProvider(path);

        public string ApplicationName { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = path;

        public string EnvironmentName { get; set; } = "Test";
    }
}
