using System.Net;
using System.Text.RegularExpressions;

namespace Collab.e2e.Fixtures;

/// <summary>A browser without JavaScript for the static pages of entry: cookies, forms, redirects.</summary>
internal sealed partial class FormClient : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = true };
    private readonly HttpClient http;
    private readonly Uri site;

    public FormClient(Uri site)
    {
        this.site = site;
        http = new HttpClient(handler) { BaseAddress = site };
    }

    /// <summary>What the server has left in this browser.</summary>
    public IEnumerable<Cookie> Cookies => handler.CookieContainer.GetCookies(site);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await ContentAsync(answer, path);
    }

    /// <summary>Fills in the page's form for an address and sends it; returns the page that follows.</summary>
    public async Task<string> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var form = Regex.Match(page, $"<form[^>]*action=\"{Regex.Escape(action)}\"[^>]*>.*?</form>", RegexOptions.Singleline).Value;
        if (form.Length == 0)
        {
            throw new InvalidOperationException($"The page has no form for {action}:\n{page}");
        }

        var values = Hidden().Matches(form).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        using var answer = await http.PostAsync(new Uri(action, UriKind.Relative), content);
        return await ContentAsync(answer, action);
    }

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    private static async Task<string> ContentAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}:\n{text}");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
