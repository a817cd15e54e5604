using System.Globalization;
using System.Text.Json;
using Collab.Support.Oracle;

namespace Collab.Support.Crowd;

/// <summary>Reads history through the API, page by page, as any program may.</summary>
public static class HistoryReader
{
    private const int PageSize = 200;

    /// <summary>The messages after a number, as a follower would have seen them, and the stream's version at the last page.</summary>
    public static async Task<(IReadOnlyList<SeenMessage> Messages, long Version)> AfterAsync(
        ApiClient api, long stream, long seq, string token, CancellationToken ct)
    {
        var found = new List<SeenMessage>();
        var version = await ReadAsync(
            api, stream, seq, token, m => found.Add(new SeenMessage(m.GetProperty("seq").GetInt64(), Id(m, "id"), m.GetProperty("revision").GetInt64())), ct);
        return (found, version);
    }

    /// <summary>All of a stream, with who sat in it when it is private.</summary>
    public static async Task<StoredStream> ReadAsync(ApiClient api, long stream, string token, CancellationToken ct)
    {
        var messages = new List<StoredMessage>();
        await ReadAsync(api, stream, 0, token, m => messages.Add(Stored(m)), ct);
        var head = await api.GetOkAsync(HttpMethod.Get, $"streams/{stream}", token, null, ct);
        var isPrivate = head.GetProperty("visibility").GetString() == "private" || head.GetProperty("kind").GetString() is "direct" or "group";
        return new StoredStream(stream, head.GetProperty("lastSeq").GetInt64(), head.GetProperty("version").GetInt64(), messages)
        {
            IsPrivate = isPrivate,
            IsChat = head.GetProperty("kind").GetString() is "direct" or "group",
            Seats = isPrivate ? await SeatsAsync(api, stream, token, ct) : [],
        };
    }

    private static async Task<long> ReadAsync(ApiClient api, long stream, long after, string token, Action<JsonElement> take, CancellationToken ct)
    {
        while (true)
        {
            var page = await api.GetOkAsync(
                HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"streams/{stream}/messages?after={after}&limit={PageSize}"), token, null, ct);
            foreach (var message in page.GetProperty("items").EnumerateArray())
            {
                take(message);
                after = message.GetProperty("seq").GetInt64();
            }

            if (!page.GetProperty("hasNewer").GetBoolean())
                return page.GetProperty("version").GetInt64();
        }
    }

    private static StoredMessage Stored(JsonElement message) =>
        new(message.GetProperty("seq").GetInt64(), Id(message, "id"), Id(message, "author"), message.GetProperty("clientKey").GetString() ?? "")
        {
            IsNote = message.GetProperty("note").ValueKind == JsonValueKind.Object,
            Mentions = [.. message.GetProperty("mentions").EnumerateArray().Select(m => long.Parse(m.GetString()!, CultureInfo.InvariantCulture))], // an id is never null
            CallsAll = message.GetProperty("broadcast").GetString() != "none",
        };

    // The creator's seat comes without an event of its own: whoever is seated and never joined sat there from the beginning.
    private static async Task<IReadOnlyList<SeatSpan>> SeatsAsync(ApiClient api, long stream, string token, CancellationToken ct)
    {
        var spans = new Dictionary<long, SeatSpan>();
        for (long since = 0; ;)
        {
            var slice = await api.GetOkAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"streams/{stream}/events?since={since}"), token, null, ct);
            var before = since;
            foreach (var happened in slice.GetProperty("events").EnumerateArray())
            {
                since = happened.GetProperty("head").GetProperty("version").GetInt64();
                Note(spans, happened, since);
            }

            if (since == before)
                break;
        }

        foreach (var member in await MembersAsync(api, stream, token, ct))
            spans.TryAdd(member, new SeatSpan(member, 0));
        return [.. spans.Values];
    }

    private static void Note(Dictionary<long, SeatSpan> spans, JsonElement happened, long version)
    {
        var type = happened.GetProperty("type").GetString();
        if (type is not ("stream.members_joined" or "stream.members_left"))
            return;
        foreach (var user in happened.GetProperty("users").EnumerateArray().Select(u => long.Parse(u.GetString()!, CultureInfo.InvariantCulture))) // an id is never null
        {
            spans[user] = type == "stream.members_joined"
                ? new SeatSpan(user, version)
                : (spans.GetValueOrDefault(user) ?? new SeatSpan(user, 0)) with { ToVersion = version };
        }
    }

    private static async Task<IReadOnlyList<long>> MembersAsync(ApiClient api, long stream, string token, CancellationToken ct)
    {
        var members = new List<long>();
        for (string? cursor = null; ;)
        {
            var path = $"streams/{stream}/members?limit={PageSize}" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var page = await api.GetOkAsync(HttpMethod.Get, path, token, null, ct);
            members.AddRange(page.GetProperty("items").EnumerateArray().Select(m => Id(m, "user")));
            cursor = page.GetProperty("next").GetString();
            if (cursor is null)
                return members;
        }
    }

    private static long Id(JsonElement of, string name) => long.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture); // an id is never null
}
