using System.Globalization;
using System.Text.Json;

namespace Collab.Bench.TownHalls;

/// <summary>
/// What one viewer knows of the hall by what it was sent, kept as the API's documentation says: the law is checked against
/// storage with it. Called by one thread at a time.
/// </summary>
internal sealed class Seen(long version)
{
    private readonly Dictionary<long, List<(string Emoji, int Count)>> _messages = [];

    /// <summary>Everything up to here was seen.</summary>
    public long Version { get; private set; } = version;

    /// <summary>Versions that were left out, or came twice.</summary>
    public int Faults { get; private set; }

    public void Take(ReadOnlyMemory<byte> record)
    {
        using var parsed = JsonDocument.Parse(record);
        foreach (var happened in parsed.RootElement.GetProperty("arguments")[0].EnumerateArray())
            Take(happened);
    }

    /// <summary>The reactions of a message as one line; null when nothing is known of it.</summary>
    public string? Of(long seq) => _messages.TryGetValue(seq, out var reactions) ? Line(reactions) : null;

    /// <summary>The same of a message as the API has it.</summary>
    public static string Line(JsonElement message) => Line(Read(message));

    private static string Line(IEnumerable<(string Emoji, int Count)> reactions) =>
        string.Join(' ', reactions.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Emoji}{r.Count}")));

    private void Take(JsonElement happened)
    {
        var to = happened.GetProperty("head").GetProperty("version").GetInt64();
        var from = happened.TryGetProperty("fromVersion", out var first) ? first.GetInt64() : to;
        if (from > Version + 1 || to <= Version)
            Faults++;
        Version = Math.Max(Version, to);
        if (happened.TryGetProperty("message", out var message))
            Put(message);
        else if (happened.TryGetProperty("messages", out var changed))
            Array.ForEach([.. changed.EnumerateArray()], Put);
    }

    private void Put(JsonElement message) => _messages[message.GetProperty("seq").GetInt64()] = Read(message);

    private static List<(string Emoji, int Count)> Read(JsonElement message) =>
        [.. message.GetProperty("reactions").EnumerateArray().Select(r => (r.GetProperty("emoji").GetString()!, r.GetProperty("count").GetInt32()))]; // an emoji is never null
}
