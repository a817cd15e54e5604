using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Collab.e2e.Towns;

/// <summary>A program that speaks for a person, to prepare what a journey begins with and to look behind the page.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    public ApiClient(Uri site, string token)
    {
        http = new HttpClient { BaseAddress = new Uri(site, "api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private ApiClient(Uri site, AuthenticationHeaderValue? vouches)
    {
        http = new HttpClient { BaseAddress = new Uri(site, "api/v1/") };
        http.DefaultRequestHeaders.Authorization = vouches;
    }

    /// <summary>The same program at another node.</summary>
    public ApiClient At(Uri site) => new(site, http.DefaultRequestHeaders.Authorization);

    /// <summary>An answer as it is: status, when to come again, text.</summary>
    public async Task<(int Status, TimeSpan? RetryAfter, string Text)> AskAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> MyIdAsync() => Text(await GetAsync("me"), "person", "id");

    public async Task<(string Id, string Slug)> WorkspaceAsync()
    {
        var first = (await GetAsync("workspaces"))["items"]![0]!; // everybody here is in one
        return (Text(first, "workspace", "id"), Text(first, "workspace", "slug"));
    }

    public async Task<string> CreateWorkspaceAsync(string name, string slug) =>
        Text(await SendAsync(HttpMethod.Post, "workspaces", new { name, slug }), "id");

    /// <summary>The address of an invitation, without the site.</summary>
    public async Task<string> InviteAsync(string workspace, string email) =>
        new Uri(Text((await SendAsync(HttpMethod.Post, $"workspaces/{workspace}/invitations", new { emails = new[] { email } }))["items"]![0]!, "url")).AbsolutePath; // one was asked for

    /// <summary>The id of a channel that one can find.</summary>
    public async Task<string> FindChannelAsync(string workspace, string name) =>
        Text((await GetAsync($"workspaces/{workspace}/channels?name={name}"))["items"]![0]!, "channel", "id"); // a miss is a test's mistake

    public async Task<string> CreateChannelAsync(string workspace, string name, string visibility = "public", string topic = "") =>
        Text(await SendAsync(HttpMethod.Post, $"workspaces/{workspace}/channels", new { name, visibility, topic }), "id");

    public Task AddAsync(string stream, params string[] people) => SendAsync(HttpMethod.Post, $"streams/{stream}/members", new { people });

    public Task RemoveAsync(string stream, string person) => SendAsync(HttpMethod.Delete, $"streams/{stream}/members/{person}");

    /// <summary>Who manages a channel, by id.</summary>
    public async Task<IReadOnlyList<string>> ManagersAsync(string stream) =>
        [.. ((JsonArray)(await GetAsync($"streams/{stream}/members?filter=managers"))["items"]!).Select(m => Text(m!, "user"))]; // the contract has them

    public Task JoinAsync(string stream) => SendAsync(HttpMethod.Post, $"streams/{stream}/join");

    public async Task<string> OpenChatAsync(params string[] with) =>
        Text(await SendAsync(HttpMethod.Post, "chats", new { with }), "head", "id");

    public async Task<long> PostAsync(string stream, string text) =>
        Number(await SendAsync(HttpMethod.Post, $"streams/{stream}/messages", new { text }));

    /// <summary>Posts a message that asks everybody to confirm it, by tomorrow.</summary>
    public Task AskAsync(string stream, string text) =>
        SendAsync(HttpMethod.Post, $"streams/{stream}/messages", new { text, confirmation = new { deadline = TimeProvider.System.GetUtcNow().AddDays(1) } });

    /// <summary>False when the text was refused.</summary>
    public async Task<bool> TryPostAsync(string stream, string text)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"streams/{stream}/messages", UriKind.Relative), new { text });
        return answer.IsSuccessStatusCode;
    }

    public async Task PostManyAsync(string stream, int count, Func<int, string> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 1; i <= count; i++)
        {
            await PostAsync(stream, text(i));
        }
    }

    /// <summary>Passes a message on, or quotes it.</summary>
    public Task ReferAsync(string stream, string text, string kind, string source, long seq) =>
        SendAsync(HttpMethod.Post, $"streams/{stream}/messages", new { text, references = new[] { new { kind, stream = source, seq } } });

    public Task EditAsync(string stream, long seq, string text) => SendAsync(HttpMethod.Put, $"streams/{stream}/messages/{seq}", new { text });

    public Task ReplyAsync(string stream, long seq, string text) => SendAsync(HttpMethod.Post, $"streams/{stream}/messages/{seq}/replies", new { text });

    public Task HideAsync(string stream, long seq, bool isHidden = true) => SendAsync(isHidden ? HttpMethod.Put : HttpMethod.Delete, $"streams/{stream}/messages/{seq}/hidden");

    public Task RecallAsync(string stream, long seq) => SendAsync(HttpMethod.Post, $"streams/{stream}/messages/{seq}/recall");

    public Task ReactAsync(string stream, long seq, string emoji) =>
        SendAsync(HttpMethod.Put, $"streams/{stream}/messages/{seq}/reactions/{Uri.EscapeDataString(emoji)}");

    public Task ReadAsync(string stream, long seq) => SendAsync(HttpMethod.Put, $"streams/{stream}/read", new { seq });

    public Task SetPostingAsync(string stream, string posting, bool threadOnly) => SendAsync(HttpMethod.Put, $"streams/{stream}/posting", new { posting, threadOnly });

    public Task SetLifetimeAsync(string stream, int? lifetimeSeconds) => SendAsync(HttpMethod.Put, $"streams/{stream}/lifetime", new { lifetimeSeconds });

    public Task SetReceiptPolicyAsync(string audience, bool allowsOptOut) => SendAsync(HttpMethod.Put, "receipts/policy", new { audience, allowsOptOut });

    public Task SetOrganizationRoleAsync(string person, string role) => SendAsync(HttpMethod.Put, $"people/{person}/role", new { role });

    public Task TypeAsync(string stream) => SendAsync(HttpMethod.Post, $"streams/{stream}/typing");

    public Task SetTopicAsync(string stream, string topic) => SendAsync(HttpMethod.Put, $"streams/{stream}/topic", new { topic });

    /// <summary>The newest texts of a stream, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string stream) =>
        [.. ((JsonArray)(await GetAsync($"streams/{stream}/messages?limit=100"))["items"]!).Select(m => Text(m!, "text"))];

    /// <summary>How many messages a search finds.</summary>
    public async Task<int> CountFoundAsync(string query) => (int)(await GetAsync($"search/messages?q={Uri.EscapeDataString(query)}"))["total"]!; // always there

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer, path);
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        return await ReadAsync(answer, path);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return !answer.IsSuccessStatusCode ? throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}")
            : text.Length == 0 ? new JsonObject() : JsonNode.Parse(text) ?? new JsonObject();
    }

    private static long Number(JsonNode message) => message["seq"]!.GetValue<long>(); // the contract has it

    private static string Text(JsonNode node, params string[] path) =>
        path.Aggregate(node, (at, name) => at[name]!).GetValue<string>(); // the contract has it
}
