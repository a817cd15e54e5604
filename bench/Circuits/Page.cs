using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Collab.Bench.Circuits;

/// <summary>What the server sends before a page is live: the root components to ask for, and its sealed state.</summary>
internal sealed partial record Page(Uri Address, string RootComponents, string State)
{
    public static async Task<Page> GetAsync(HttpClient http, string path, CancellationToken ct)
    {
        var html = await http.GetStringAsync(new Uri(path, UriKind.Relative), ct);
        var markers = Marker().Matches(html).Select(m => m.Groups[1].Value).Where(m => m.Contains("\"server\"", StringComparison.Ordinal)).ToArray();
        if (markers.Length == 0)
            throw new InvalidOperationException($"{path} is no live page: {html[..Math.Min(200, html.Length)]}");
        var operations = markers.Select((marker, i) => new { type = "add", ssrComponentId = i + 1, marker = JsonSerializer.Deserialize<JsonElement>(WebUtility.HtmlDecode(marker)) });
        var address = http.BaseAddress ?? throw new InvalidOperationException("The client needs a base address.");
        return new Page(new Uri(address, path), JsonSerializer.Serialize(new { batchId = 1, operations }), SealedState().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex SealedState();
}
