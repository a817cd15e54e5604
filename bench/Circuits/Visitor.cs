using System.Net;
using System.Text.RegularExpressions;

namespace Collab.Bench.Circuits;

/// <summary>Somebody who has signed in through the form, with her cookies.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _http;

    private Visitor(Uri server) => _http = new HttpClient(_handler) { BaseAddress = server };

    public static async Task<Visitor> SignInAsync(Uri server, HousePerson person, CancellationToken ct)
    {
        var visitor = new Visitor(server);
        var form = await visitor._http.GetStringAsync(new Uri("/signin", UriKind.Relative), ct);
        // The page has other forms as well, for the language say, each with a token of its own.
        var own = SignInForm().Match(form).Value;
        var fields = Hidden().Matches(own).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        (fields["email"], fields["password"]) = (person.Email, person.Password);
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await visitor._http.PostAsync(new Uri("/signin", UriKind.Relative), content, ct);
        return answer.StatusCode == HttpStatusCode.Redirect ? visitor : throw new InvalidOperationException($"Nobody could sign in: {answer.StatusCode}.");
    }

    /// <summary>Opens a page in a circuit of its own.</summary>
    public async Task<PageClient> OpenAsync(string path, CancellationToken ct) =>
        await PageClient.OpenAsync(await Page.GetAsync(_http, path, ct), _handler.CookieContainer, ct);

    /// <summary>A connection without a page.</summary>
    public Task<PageClient> ConnectAsync(CancellationToken ct) =>
        PageClient.ConnectAsync(_http.BaseAddress ?? throw new InvalidOperationException("Set in the constructor."), _handler.CookieContainer, ct);

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form[^>]*action=\"/signin\"[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex SignInForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
