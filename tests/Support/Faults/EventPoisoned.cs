using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Collab.Domain.Shared.Ids;
using Collab.Support.Cluster;

namespace Collab.Support.Faults;

/// <summary>
/// A place whose events a consumer cannot take, because the directory refuses what it wants to write; and in another place a
/// row of the outbox that nobody can read at all.
/// </summary>
public sealed class EventPoisoned() : Fault("event-poisoned", 13, "an event that its consumer cannot take, and a row of the outbox that nobody can read")
{
    private const string Consumer = "channel-heads";
    private const string Topic = "harbor news";

    // As an outbox row has it: members joined, whose data then should be a list of people.
    private const int MembersJoined = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public override bool IsInShortForm => true;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var (poisoned, unreadable) = (scene.Places[scene.Random.Next(3)], scene.Places[3 + scene.Random.Next(scene.Places.Count - 3)]);
        await ClusterStores.ExecuteAsync(
            scene.Cluster.Stores.DirectoryAddress,
            $"CREATE TRIGGER poisoned BEFORE UPDATE ON channel FOR EACH ROW BEGIN IF NEW.stream_id = {poisoned} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'poisoned'; END IF; END",
            ct);
        try
        {
            await AddUnreadableAsync(scene.Cluster.Stores, unreadable, ct);
            // Whoever sets it is told that it went wrong at the directory; the place itself has it.
            await SetTopicAsync(scene, poisoned, ct);
            foreach (var place in scene.Places.Where(p => p != poisoned))
            {
                if (await SetTopicAsync(scene, place, ct) is var status and >= 300)
                    scene.Wrong($"the topic of {place} could not be set: {status}");
            }

            var clock = Stopwatch.StartNew();
            await Eventually.TrueAsync(async () => (await ListedAsync(scene, ct)).Count == scene.Places.Count - 1, "all other places are listed with their topic", Patience);
            scene.Note($"all other places were listed with their new topic after {clock.Elapsed.TotalSeconds:0.0} s");
            await Eventually.TrueAsync(async () => (await ParkedAsync(scene, ct)).Count > 0, "the event is parked", Patience);
            scene.Note($"parked after {clock.Elapsed.TotalSeconds:0.0} s");
            await CheckParkedAsync(scene, poisoned, ct);
            if ((await ListedAsync(scene, ct)).Contains(poisoned))
                scene.Wrong($"the poisoned place has its topic all the same");
            var live = await scene.LiveAsync(Recovery + TimeSpan.FromSeconds(30));
            scene.Note($"everybody live meanwhile, within {live.TotalSeconds:0.0} s");
        }
        finally
        {
            await ClusterStores.ExecuteAsync(scene.Cluster.Stores.DirectoryAddress, $"DROP TRIGGER poisoned", ct);
        }

        foreach (var parked in await ParkedAsync(scene, ct))
            await scene.Api.GetOkAsync(HttpMethod.Post, $"admin/consumers/parked/{Text(parked, "id")}/retry", Token(scene), null, ct);
    }

    public override async Task CheckAsync(FaultScene scene, CancellationToken ct)
    {
        try
        {
            await Eventually.TrueAsync(async () => (await ParkedAsync(scene, ct)).Count == 0, "what was parked is handled", Patience);
            await Eventually.TrueAsync(async () => (await ListedAsync(scene, ct)).Count == scene.Places.Count, "every place is listed with its topic", Patience);
        }
        catch (TimeoutException late)
        {
            scene.Wrong($"{late.Message}");
        }
    }

    private static async Task<int> SetTopicAsync(FaultScene scene, long place, CancellationToken ct) =>
        (int)(await scene.Api.SendAsync(scene.Api.NextNode(), HttpMethod.Put, $"streams/{place}/topic", Token(scene), new { topic = Topic }, ct)).Status;

    private static async Task CheckParkedAsync(FaultScene scene, long poisoned, CancellationToken ct)
    {
        var place = poisoned.ToString(CultureInfo.InvariantCulture);
        foreach (var parked in (await ParkedAsync(scene, ct)).Where(p => Text(p, "stream") != place || Text(p, "kind") != "stream.changed"))
            scene.Wrong($"this should not be parked: {parked.GetRawText()}");
        if ((await ShownAsync(scene, ct)).GetProperty("parked").GetInt64() is var shown and not 1)
            scene.Wrong($"the list of consumers shows {shown} parked events, not one");
        await Eventually.TrueAsync(async () => (await ShownAsync(scene, ct)).GetProperty("waiting").GetInt64() == 0, "nothing else waits for the consumer", Patience);
    }

    private static async Task<JsonElement> ShownAsync(FaultScene scene, CancellationToken ct) =>
        (await scene.Api.GetOkAsync(HttpMethod.Get, "admin/consumers", Token(scene), null, ct)).GetProperty("items").EnumerateArray().Single(c => Text(c, "name") == Consumer);

    private static async Task<IReadOnlyList<JsonElement>> ParkedAsync(FaultScene scene, CancellationToken ct) =>
        [.. (await scene.Api.GetOkAsync(HttpMethod.Get, "admin/consumers/parked?limit=50", Token(scene), null, ct)).GetProperty("items").EnumerateArray()];

    // Places of the scene that are listed with the new topic.
    private static async Task<IReadOnlyList<long>> ListedAsync(FaultScene scene, CancellationToken ct)
    {
        var listed = await scene.Api.GetOkAsync(
            HttpMethod.Get, $"workspaces/{scene.Cluster.Town.Workspace}/channels?name=event-poisoned&limit=100", Token(scene), null, ct);
        return
        [
            .. listed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("channel"))
                .Where(channel => Text(channel, "topic") == Topic).Select(channel => long.Parse(Text(channel, "id"), CultureInfo.InvariantCulture)),
        ];
    }

    // As a faulty version would have written it: with the next version of its place, in one transaction.
    private static async Task AddUnreadableAsync(ClusterStores stores, long stream, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = SnowflakeIdSource.LowestAt<EventId>(now).Value | (((long)SnowflakeIdSource.Nodes - 1) << 12);
        var (bucket, at) = (stream & 1023, (now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
        await ClusterStores.ExecuteAsync(
            await stores.AddressOfAsync(stream, ct),
            $"""
            START TRANSACTION;
            UPDATE stream SET version = version + 1 WHERE bucket = {bucket} AND stream_id = {stream};
            INSERT INTO outbox (bucket, stream_id, version, event_id, kind, seq, data, at)
            SELECT bucket, stream_id, version, {id}, {MembersJoined}, 0, '(broken', {at} FROM stream WHERE bucket = {bucket} AND stream_id = {stream};
            COMMIT
            """,
            ct);
    }

    private static string Token(FaultScene scene) => scene.Cluster.Town.Owner.Token;

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";
}
