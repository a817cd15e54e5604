using System.Globalization;
using System.Text.Json;
using Collab.Support.Cluster;
using Collab.Support.Oracle;

namespace Collab.Support.Crowd;

/// <summary>What the owner does through the API: makes channels, seats and unseats people, and reads everything at the end.</summary>
public sealed class TownHall(Town town, ApiClient api)
{
    private const int AtOnce = 200;

    public async Task<long> ChannelAsync(string name, bool isPrivate, IReadOnlyCollection<Citizen> members, CancellationToken ct)
    {
        var made = await MakeAsync(name, isPrivate, ct);
        var stream = long.Parse(made.GetProperty("id").GetString()!, CultureInfo.InvariantCulture); // an id is never null
        foreach (var group in members.Chunk(AtOnce))
            await AddAsync(stream, group, ct);
        return stream;
    }

    // An attempt whose answer was lost may have taken the name; making a channel has no key by which it could be found.
    private async Task<JsonElement> MakeAsync(string name, bool isPrivate, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var body = new { name = attempt == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{attempt}"), visibility = isPrivate ? "private" : "public" };
            try
            {
                return await api.GetOkAsync(HttpMethod.Post, $"workspaces/{town.Workspace}/channels", town.Owner.Token, body, ct);
            }
            catch (InvalidOperationException taken) when (attempt < 5 && taken.Message.Contains("channel.name_taken", StringComparison.Ordinal))
            {
                // With another name, then.
            }
        }
    }

    public Task AddAsync(long stream, IEnumerable<Citizen> people, CancellationToken ct) =>
        api.GetOkAsync(HttpMethod.Post, $"streams/{stream}/members", town.Owner.Token, new { people = people.Select(p => Text(p.Id)) }, ct);

    public Task RemoveAsync(long stream, Citizen person, CancellationToken ct) =>
        api.GetOkAsync(HttpMethod.Delete, $"streams/{stream}/members/{person.Id}", town.Owner.Token, null, ct);

    /// <summary>The stream's newest version, as its head has it.</summary>
    public async Task<long> VersionAsync(long stream, CancellationToken ct) =>
        (await api.GetOkAsync(HttpMethod.Get, $"streams/{stream}", town.Owner.Token, null, ct)).GetProperty("version").GetInt64();

    /// <summary>Waits until every client has every event of what it follows; false when that does not come true in time.</summary>
    public async Task<bool> QuietAsync(IReadOnlyCollection<long> streams, IReadOnlyCollection<VirtualClient> clients, TimeSpan patience, CancellationToken ct)
    {
        var heads = new Dictionary<long, long>();
        foreach (var stream in streams)
            heads[stream] = await VersionAsync(stream, ct);
        try
        {
            await Eventually.TrueAsync(
                () => clients.All(c => c.Record.Streams.All(r => !heads.TryGetValue(r.Stream, out var version) || r.HasEnded || r.LastVersion >= version)),
                "every client has every event",
                patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Reads everything that there is to compare. The counts are those of some people: one request each.</summary>
    public async Task<Evidence> GatherAsync(
        WriterJournal journal, IReadOnlyCollection<long> streams, IReadOnlyCollection<VirtualClient> clients, int countsOf, CancellationToken ct)
    {
        var stored = await StoredAsync(streams, ct);
        return new Evidence(journal.Sent, stored, [.. clients.Select(c => c.Record)], await CountsAsync(clients.Take(countsOf).Select(c => c.Who), streams, ct)) { Read = journal.Read };
    }

    /// <summary>All of some streams, in their order.</summary>
    public async Task<IReadOnlyList<StoredStream>> StoredAsync(IEnumerable<long> streams, CancellationToken ct)
    {
        var stored = new List<StoredStream>();
        foreach (var stream in streams)
            stored.Add(await HistoryReader.ReadAsync(api, stream, town.Owner.Token, ct));
        return stored;
    }

    /// <summary>What the sidebars of some people tell of these streams.</summary>
    public async Task<IReadOnlyList<ToldCount>> CountsAsync(IEnumerable<Citizen> people, IReadOnlyCollection<long> streams, CancellationToken ct)
    {
        var counts = new List<ToldCount>();
        foreach (var who in people)
            counts.AddRange(await CountsAsync(who, streams, ct));
        return counts;
    }

    private async Task<IEnumerable<ToldCount>> CountsAsync(Citizen who, IReadOnlyCollection<long> streams, CancellationToken ct)
    {
        var places = await api.GetOkAsync(HttpMethod.Get, "places", who.Token, null, ct);
        return [.. places.GetProperty("items").EnumerateArray().Select(place => Told(who, place)).Where(count => streams.Contains(count.Stream))];
    }

    private static ToldCount Told(Citizen who, JsonElement place) => new(
        who.Id,
        long.Parse(place.GetProperty("head").GetProperty("id").GetString()!, CultureInfo.InvariantCulture), // an id is never null
        place.GetProperty("lastReadSeq").GetInt64(), place.GetProperty("unread").GetInt64(), place.GetProperty("mentions").GetInt64());

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
