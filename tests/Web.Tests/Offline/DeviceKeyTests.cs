using System.Net;
using System.Text.RegularExpressions;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Offline;

/// <summary>The key under which a browser keeps things comes with the session, belongs to person and device, and goes with the session.</summary>
[Collection(WorldCollection.Name)]
public sealed partial class DeviceKeyTests(TestWorld world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_gives_the_key_to_who_is_signed_in_and_a_script_may_read_it_but_not_the_secret_behind_it()
    {
        var jar = await JarAsync(world.Ada);
        var cookies = await OpenAsync(jar);

        Assert.Matches("^collab\\.key=[A-Za-z0-9_-]{43}; max-age=1209600; path=/; samesite=strict$", cookies.Single(c => c.StartsWith("collab.key=", StringComparison.Ordinal)));
        Assert.Matches("; max-age=[0-9]+; path=/; samesite=lax; httponly$", cookies.Single(c => c.StartsWith("collab.device=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_key_is_the_same_on_each_page_and_after_signing_in_again_and_another_for_another_person_or_device()
    {
        var jar = await JarAsync(world.Ada);
        await OpenAsync(jar);
        var key = jar["collab.key"];
        await OpenAsync(jar);
        Assert.Equal(key, jar["collab.key"]);

        jar["collab"] = (await JarAsync(world.Ada))["collab"];
        jar.Remove("collab.key");
        await OpenAsync(jar);
        Assert.Equal(key, jar["collab.key"]);

        jar["collab"] = (await JarAsync(world.Ben))["collab"];
        await OpenAsync(jar);
        Assert.NotEqual(key, jar["collab.key"]);

        var other = await JarAsync(world.Ada);
        await OpenAsync(other);
        Assert.NotEqual(key, other["collab.key"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_secret_that_is_not_ours_is_replaced(string secret)
    {
        var jar = await JarAsync(world.Ada);
        jar["collab.device"] = secret;
        await OpenAsync(jar);
        Assert.NotEqual(secret, jar["collab.device"]);
        Assert.NotEmpty(jar["collab.key"]);
    }

    [Fact]
    public async Task Without_a_session_the_next_page_takes_the_key_and_leaves_the_secret()
    {
        var jar = await JarAsync(world.Ada);
        await OpenAsync(jar);
        jar["collab"] = "1.over";
        await OpenAsync(jar, "/signin");
        Assert.DoesNotContain("collab.key", jar.Keys);
        Assert.Contains("collab.device", jar.Keys);
    }

    [Fact]
    public async Task Signing_out_takes_both()
    {
        var jar = await JarAsync(world.Ada);
        await OpenAsync(jar);
        var page = await SendAsync(jar, new HttpRequestMessage(HttpMethod.Get, "/signout"));
        var token = Token().Match(page.Body).Groups[1].Value;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        var answer = await SendAsync(jar, new HttpRequestMessage(HttpMethod.Post, "/signout") { Content = content });

        Assert.Equal((HttpStatusCode.Redirect, "/signin?done=out"), (answer.Status, answer.Location));
        Assert.DoesNotContain(jar.Keys, name => name is "collab" or "collab.key" or "collab.device");
        Assert.Contains("data-wipe", (await SendAsync(jar, new HttpRequestMessage(HttpMethod.Get, answer.Location))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/offline")]
    [InlineData("/sw.js")]
    [InlineData("/css/theme.css")]
    public async Task What_is_no_page_of_hers_brings_no_key(string path) =>
        Assert.DoesNotContain(await OpenAsync(await JarAsync(world.Ada), path), cookie => cookie.StartsWith("collab.key", StringComparison.Ordinal));

    [Fact]
    public async Task Switched_off_no_key_is_given_and_one_that_was_is_taken()
    {
        await using var without = new Without();
        await without.InitializeAsync();
        var there = new DeviceKeyTests(without);
        var jar = await there.JarAsync(without.Ada);
        jar["collab.key"] = "from-before";
        Assert.DoesNotContain(await there.OpenAsync(jar), cookie => cookie.StartsWith("collab.device", StringComparison.Ordinal));
        Assert.DoesNotContain("collab.key", jar.Keys);
    }

    private async Task<Dictionary<string, string>> JarAsync(TestPerson person)
    {
        var cookie = await world.CookieOfAsync(person);
        return new Dictionary<string, string> { ["collab"] = cookie["collab=".Length..] };
    }

    private async Task<IReadOnlyList<string>> OpenAsync(Dictionary<string, string> jar, string path = "/preferences/sessions") =>
        (await SendAsync(jar, new HttpRequestMessage(HttpMethod.Get, path))).Cookies;

    private async Task<(HttpStatusCode Status, string? Location, IReadOnlyList<string> Cookies, string Body)> SendAsync(Dictionary<string, string> jar, HttpRequestMessage request)
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = world.Address };
        request.Headers.Add("Accept", "text/html,*/*");
        request.Headers.Add("Cookie", string.Join("; ", jar.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await http.SendAsync(request, Ct);
        request.Dispose();
        IReadOnlyList<string> cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in cookies)
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..cookie.IndexOf(';', StringComparison.Ordinal)]);
            if (value.Length == 0)
                jar.Remove(name);
            else
                jar[name] = value;
        }

        return (answer.StatusCode, answer.Headers.Location?.ToString(), cookies, await answer.Content.ReadAsStringAsync(Ct));
    }

    private sealed class Without : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Offline:Enabled"] = "false" };
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
