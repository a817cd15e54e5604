using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Web.Tests.Hosting;

/// <summary>The real program in this process: Kestrel on a free loopback port, SQLite in a folder of its own.</summary>
public class CollabApp : WebApplicationFactory<Program>
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-web-").FullName;

    public CollabApp() => UseKestrel(0);

    /// <summary>The data folder.</summary>
    protected string Data => _data;

    /// <summary>Settings on top of the defaults, like <c>Hub:Queue</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>Where it listens.</summary>
    public Uri Address
    {
        get
        {
            StartServer();
            return ClientOptions.BaseAddress;
        }
    }

    public T Get<T>()
        where T : notnull
    {
        StartServer();
        return Services.GetRequiredService<T>();
    }

    /// <summary>A client that sends no cookies, follows no redirects, and carries the token.</summary>
    public HttpClient Http(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        catch (ObjectDisposedException)
        {
            // The program stops itself as well, and was quicker.
        }

        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Collab:Data", _data).UseSetting("Collab:Port", "0");
        // Tests are faster than people.
        foreach (var kind in new[] { "Post", "Change", "Create", "Read" })
            builder.UseSetting($"Collab:Limits:{kind}:Burst", "1000000").UseSetting($"Collab:Limits:{kind}:PerSecond", "1000000");
        foreach (var (name, value) in Settings)
            builder.UseSetting($"Collab:{name}", value);
        builder.ConfigureTestServices(Register);
    }

    /// <summary>Replaces services.</summary>
    protected virtual void Register(IServiceCollection services)
    {
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }
}
