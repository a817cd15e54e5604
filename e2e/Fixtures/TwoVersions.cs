using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Support.Servers;

namespace Collab.e2e.Fixtures;

/// <summary>
/// A site that is replaced by a newer version of itself: what the browser takes to stand without a network comes from a real node,
/// and the worker's script with the version that is wanted, as the next release of Collab would have another.
/// </summary>
public sealed partial class TwoVersions : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient node;
    private readonly Task serving;
    private bool isOver;

    public TwoVersions(Uri node)
    {
        this.node = new HttpClient { BaseAddress = node };
        Address = new Uri($"http://localhost:{LoopbackPort.Free()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What the worker's script says of itself.</summary>
    public string Version { get; set; } = "0000000000000001";

    /// <summary>A file that this version has lost.</summary>
    public string? Missing { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (isOver)
            return;
        isOver = true;
        listener.Stop();
        await serving;
        listener.Close();
        node.Dispose();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException)
            {
                // Stopped, or the browser went away in the middle of an answer.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url?.AbsolutePath ?? "/";
        using var response = context.Response;
        if (path == "/")
        {
            await WriteAsync(response, "text/html; charset=utf-8", "<!DOCTYPE html><title>A page</title><link rel=\"icon\" href=\"data:,\">");
            return;
        }

        if (path == Missing)
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        using var found = await node.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode = (int)found.StatusCode;
        var text = await found.Content.ReadAsStringAsync();
        await WriteAsync(response, found.Content.Headers.ContentType?.ToString(), path == "/sw.js" ? Own().Replace(text, $"const VERSION = '{Version}'") : text);
    }

    private static async Task WriteAsync(HttpListenerResponse response, string? type, string text)
    {
        response.ContentType = type;
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex("const VERSION = '[0-9a-f]{16}'")]
    private static partial Regex Own();
}
