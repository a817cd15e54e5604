using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Oracle;

namespace Collab.Bench.Load;

/// <summary>The crowd at work: each person does what her profile does, at a human pace, until the time is over.</summary>
internal sealed class Townsfolk(Town town, LoadPlan plan, ApiClient api, WriterJournal journal, Meters meters)
{
    private long _trespasses;
    private long _entered;

    /// <summary>How often somebody tried a door that is closed to her.</summary>
    public long Trespasses => Interlocked.Read(ref _trespasses);

    /// <summary>How often it opened.</summary>
    public long Entered => Interlocked.Read(ref _entered);

    public async Task LiveAsync(VirtualClient client, int number, int seed, CancellationToken acting, CancellationToken insisting)
    {
        var random = new Random(seed);
        var profile = LoadPlan.ProfileOf(number);
        var writer = new Writer(client, api, journal, meters);
        while (!acting.IsCancellationRequested)
        {
            try
            {
                // Pauses of people are long-tailed; never all at once.
                await Task.Delay(TimeSpan.FromSeconds(-Math.Log(1 - (random.NextDouble() * 0.98)) * PauseOf(profile)), acting);
                await ActAsync(profile, client, writer, number, random, acting, insisting);
            }
            catch (OperationCanceledException) when (acting.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static double PauseOf(Profile profile) =>
        profile switch
        {
            Profile.Busy => 2.5,
            Profile.Searcher => 8,
            Profile.Typist => 20,
            _ => 30,
        };

    private Task ActAsync(Profile profile, VirtualClient client, Writer writer, int number, Random random, CancellationToken acting, CancellationToken insisting) =>
        profile switch
        {
            Profile.Busy => PostAsync(writer, number, random, insisting),
            Profile.Poster => random.Next(2) == 0 ? PostAsync(writer, number, random, insisting) : ReadAsync(client, random, acting),
            Profile.Typist => TypeAsync(client, writer, number, random, acting, insisting),
            Profile.Searcher => random.Next(4) == 0 ? TrespassAsync(client, random, acting) : SearchAsync(client, random, acting),
            Profile.Traveller when random.Next(2) == 0 => Drop(client),
            _ => ReadAsync(client, random, acting),
        };

    private static Task Drop(VirtualClient client)
    {
        client.Drop();
        return Task.CompletedTask;
    }

    private async Task PostAsync(Writer writer, int number, Random random, CancellationToken insisting) =>
        await writer.SendAsync(plan.Choose(number, random), LoadTexts.Next(random, town.People.Count), byHub: random.Next(3) > 0, insisting);

    private async Task TypeAsync(VirtualClient client, Writer writer, int number, Random random, CancellationToken acting, CancellationToken insisting)
    {
        var stream = plan.Choose(number, random);
        await TimeAsync(null, () => client.CallAsync("Typing", acting, Text(stream)), acting);
        await Task.Delay(random.Next(1000, 4000), acting);
        if (random.Next(2) == 0)
            await writer.SendAsync(stream, LoadTexts.Next(random, town.People.Count), byHub: true, insisting);
    }

    private async Task ReadAsync(VirtualClient client, Random random, CancellationToken ct)
    {
        var own = client.Record.Streams.Where(r => !r.HasEnded).ToArray();
        if (own.Length == 0)
            return;
        var stream = own[random.Next(own.Length)].Stream;
        long seq = 0;
        await TimeAsync(
            Act.ReadPage,
            async () =>
            {
                var answer = await api.SendAsync(api.NextNode(), HttpMethod.Get, $"streams/{stream}/messages?limit=50", client.Who.Token, null, ct);
                if (answer.Status == HttpStatusCode.OK)
                    seq = answer.Body.GetProperty("items") is { } items && items.GetArrayLength() > 0 ? items[items.GetArrayLength() - 1].GetProperty("seq").GetInt64() : 0;
                Expect(Act.ReadPage, answer, client, stream);
            },
            ct);
        await Task.Delay(random.Next(500, 3000), ct);
        if (seq > 0)
            await TimeAsync(Act.MarkRead, () => client.ReadAsync(stream, seq, journal, ct), ct);
    }

    private async Task SearchAsync(VirtualClient client, Random random, CancellationToken ct)
    {
        var path = random.Next(2) == 0
            ? $"workspaces/{town.Workspace}/people?query=person{random.Next(1, 99)}&limit=20"
            : $"workspaces/{town.Workspace}/channels?name=room-{"ab"[random.Next(2)]}&limit=20";
        await TimeAsync(
            Act.Search, async () => Expect(Act.Search, await api.SendAsync(api.NextNode(), HttpMethod.Get, path, client.Who.Token, null, ct), client, 0), ct);
    }

    // A private channel that she is not in: by the API and by the hub it must be as if it were not there.
    private async Task TrespassAsync(VirtualClient client, Random random, CancellationToken ct)
    {
        var closed = plan.Private[random.Next(plan.Private.Count)];
        if (client.Record.Streams.Any(r => r.Stream == closed))
            return;
        await TimeAsync(
            null,
            async () =>
            {
                var answer = await api.SendAsync(api.NextNode(), HttpMethod.Get, $"streams/{closed}/messages", client.Who.Token, null, ct);
                var subscribed = await client.CallAsync("Subscribe", ct, Text(closed), 0L);
                Interlocked.Add(ref _trespasses, 2);
                if (answer.Status < HttpStatusCode.BadRequest)
                    Interlocked.Increment(ref _entered);
                if (subscribed.GetProperty("error").ValueKind != System.Text.Json.JsonValueKind.Object)
                    Interlocked.Increment(ref _entered);
            },
            ct);
    }

    private void Expect(Act act, ApiAnswer answer, VirtualClient client, long stream)
    {
        // Whoever was removed in this moment finds the door closed; that is no failure.
        var wasRemoved = answer.Status == HttpStatusCode.NotFound && stream != 0 && client.Record.Of(stream).HasEnded;
        if (answer.Status >= HttpStatusCode.BadRequest && !wasRemoved)
            meters.Failed(act, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} {answer.Code}"));
    }

    private async Task TimeAsync(Act? act, Func<Task> work, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await work();
            if (act is { } timed)
                meters.Took(timed, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception lost) when (ApiClient.IsLost(lost, ct) || lost is WebSocketException or HubCallException)
        {
            if (act is { } timed)
                meters.Failed(timed, lost is HubCallException ? "hub error" : "connection lost");
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
