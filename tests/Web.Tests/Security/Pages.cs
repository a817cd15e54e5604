using System.Net;
using System.Text.RegularExpressions;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Security;

/// <summary>Pages and their forms, with every header in sight.</summary>
internal static partial class Pages
{
    public static async Task<HttpResponseMessage> SendAsync(
        this CollabApp app, HttpMethod method, string path, IEnumerable<(string Name, string Value)> headers, HttpContent? content = null)
    {
        using var client = app.Http();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The cookies that an answer sets, as a browser sends them back.</summary>
    public static string CookiesOf(HttpResponseMessage answer) => string.Join("; ", SetCookies(answer).Select(cookie => cookie.Split(';')[0]));

    public static IEnumerable<string> SetCookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [];

    /// <summary>The forgery token of a page's first form.</summary>
    public static async Task<string> ForgeryTokenAsync(HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = WebUtility.HtmlDecode(Token().Match(html).Groups[1].Value);
        Assert.False(token.Length == 0, html);
        return token;
    }

    /// <summary>Fills in the sign-in form as a browser behind these headers does.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(this TestWorld world, TestPerson person, params (string Name, string Value)[] headers)
    {
        using var page = await world.SendAsync(HttpMethod.Get, "/signin", headers);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = await ForgeryTokenAsync(page),
            ["email"] = $"{person.Name}@acme.example",
#pragma warning disable CA1308 // as the world writes it
            ["password"] = $"correct horse of {person.Name.ToLowerInvariant()}",
#pragma warning restore CA1308
        });
        return await world.SendAsync(HttpMethod.Post, "/signin", [.. headers, ("Cookie", CookiesOf(page))], form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
