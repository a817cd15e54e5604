using System.Net;
using System.Text.RegularExpressions;
using Collab.Domain.Organizations;
using Collab.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Account;

/// <summary>The whole program on a free port, with SQLite in a folder of its own.</summary>
public sealed class EntryServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-web-").FullName;
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://localhost");

    public string Code => App.Services.GetRequiredService<IFirstRunCode>().Current ?? "";

    private WebApplication App => _app ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _app = CollabHost.Build(["--applicationName=Collab.Web", "--Collab:Port=0", "--Collab:Host=127.0.0.1", $"--Collab:Data={_folder}"]);
        await _app.StartAsync();
        var bound = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // Kestrel always has it
        Address = new Uri(bound);
    }

    public Browser NewBrowser() => new(Address);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A browser without JavaScript: cookies, pages, forms.</summary>
public sealed partial class Browser(Uri address) : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private HttpClient? _client;

    public CookieContainer Cookies => _handler.CookieContainer;

    private HttpClient Client => _client ??= new HttpClient(_handler) { BaseAddress = address };

    public async Task<(HttpStatusCode Status, string Html, string? Location)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    /// <summary>Fills in the form of a page and sends it, hidden fields included.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> SubmitAsync(string html, string action, params (string Name, string Value)[] fields)
    {
        var form = Regex.Match(html, $"<form[^>]*action=\"{Regex.Escape(action)}\"[^>]*>.*?</form>", RegexOptions.Singleline).Value;
        Assert.NotEqual("", form);
        var values = Hidden().Matches(form).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        foreach (var (name, value) in fields)
            values[name] = value;
        return await PostAsync(action, values);
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> PostAsync(string path, IDictionary<string, string> values)
    {
        using var content = new FormUrlEncodedContent(values);
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    private static async Task<(HttpStatusCode Status, string Html, string? Location)> ReadAsync(HttpResponseMessage response) =>
        (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.Location?.ToString());

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
