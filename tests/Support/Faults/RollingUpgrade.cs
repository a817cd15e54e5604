using System.Net;
using System.Text.RegularExpressions;
using Collab.Support.Cluster;
using Collab.Support.Servers;

namespace Collab.Support.Faults;

/// <summary>
/// One node after another is replaced by a newer version while everybody writes. The databases have the newer schema from
/// the beginning: that is where an upgrade begins, with <c>db migrate</c> beside the older nodes.
/// </summary>
public sealed partial class RollingUpgrade() : Fault("rolling-upgrade", 20, "nodes are replaced by a newer version, one after another")
{
    public override FaultNeeds Needs => FaultNeeds.OlderProgram;

    public override string? Obstacle =>
        WebProgram.Older is not { } older ? "no older version is named; ./dev faults rolling-upgrade --from REVISION builds one"
        : File.Exists(older) ? null
        : $"there is no {older}";

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var nodes = scene.Cluster.Nodes;
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var cookie = await SignInAsync(browser, nodes[0].Address, ct);
        foreach (var node in nodes)
        {
            await node.UpgradeAsync(ct);
            foreach (var asked in nodes)
            {
                var status = await StatusAsync(browser, asked.Address, cookie, ct);
                if (status != HttpStatusCode.OK)
                    scene.Wrong($"after {node.Name} was replaced, {asked.Name} answers a session with {(int)status}: its person was signed out");
            }

            // Both versions work side by side, then only the newer one does.
            await scene.LiveAsync(Recovery + TimeSpan.FromSeconds(30));
            await Task.Delay(scene.Lasts(10, 3), ct);
        }

        scene.Note($"{nodes.Count} nodes replaced");
    }

    private static async Task<string> SignInAsync(HttpClient browser, Uri node, CancellationToken ct)
    {
        using var page = await browser.GetAsync(new Uri(node, "signin"), ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, "signin"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = WebUtility.HtmlDecode(ForgeryToken().Match(await page.Content.ReadAsStringAsync(ct)).Groups[1].Value),
                ["email"] = Settlement.OwnerEmail,
                ["password"] = Settlement.OwnerPassword,
            }),
        };
        request.Headers.Add("Cookie", CookiesOf(page));
        using var answer = await browser.SendAsync(request, ct);
        return answer.StatusCode == HttpStatusCode.Redirect && CookiesOf(answer) is { Length: > 0 } cookies
            ? cookies
            : throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, Uri node, string cookie, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node, "w/load"));
        request.Headers.Add("Cookie", cookie);
        using var answer = await browser.SendAsync(request, ct);
        return answer.StatusCode;
    }

    private static string CookiesOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : "";

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex ForgeryToken();
}
