using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Xunit;

namespace Collab.Web.Tests.Operations.Moves;

/// <summary>
/// Moves of a bucket under continuous posting, with kill -9 of the mover, of a node and of a database server at random
/// points. <c>COLLAB_MOVE_RUNS</c> gives the number of runs, one when it is not set; <c>COLLAB_MOVE_SEED</c> the first one's seed.
/// </summary>
public sealed class MoveKillTests(ITestOutputHelper output)
{
    private const int Writers = 32;
    private const int Followers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_mover_node_and_server_are_killed()
    {
        var runs = Number("COLLAB_MOVE_RUNS", 1);
        var seed = Number("COLLAB_MOVE_SEED", Environment.TickCount);
        await using var site = await MoveSite.StartAsync(Ct);
        var channels = await site.SetUpAsync(runs, Ct);
        await Task.WhenAll(site.StartNodeAsync(0), site.StartNodeAsync(1));
        var moved = new List<(Bucket Bucket, string Source)>();
        for (var run = 0; run < runs; run++)
        {
            output.WriteLine($"Run {run + 1} of {runs}, seed {seed + run}");
            moved.Add((channels[run].Bucket, await RunAsync(site, channels[run], new Random(seed + run))));
        }

        foreach (var (bucket, source) in moved)
        {
            await Eventually.TrueAsync(async () => await site.StepAsync(bucket) == MoveStep.Done, $"bucket {bucket} is cleaned up", Patience);
            Assert.Equal(0, await site.CountAsync(source, bucket));
        }
    }

    private async Task<string> RunAsync(MoveSite site, StreamId stream, Random dice)
    {
        var source = await site.ShardOfAsync(stream.Bucket);
        var writers = new MoveWriters(site, stream, Writers);
        MoveFollower[] followers = [.. Enumerable.Range(0, Followers).Select(i => new MoveFollower(site, stream, i))];
        using var over = new CancellationTokenSource();
        using var unfollow = new CancellationTokenSource();
        var following = Task.WhenAll(followers.Select(f => f.FollowAsync(unfollow.Token)));
        var writing = writers.WriteAsync(over.Token, Ct);
        await Eventually.TrueAsync(() => writers.Acknowledged >= 200, "writers write", Patience);

        await MoveWithKillsAsync(site, stream.Bucket, source == "one" ? "two" : "one", dice);
        var atSwitch = writers.Acknowledged;
        await Eventually.TrueAsync(() => writers.Acknowledged >= atSwitch + 200, "writers write on after the switch", Patience);
        await over.CancelAsync();
        await writing.WaitAsync(Patience, Ct);

        var (history, version) = await ReadAsync(site, stream);
        Check(writers.Journal, history);
        foreach (var follower in followers)
            await SeesAsync(follower, version);
        await unfollow.CancelAsync();
        await following;
        Assert.All(followers, follower => Assert.Empty(follower.Faults));
        Assert.All(followers, follower => Assert.Equal(history.Select(m => (m.Seq, m.Text)), follower.Feed));
        output.WriteLine($"  closed for {(await site.FencedForAsync(stream.Bucket)).TotalMilliseconds:0} ms");
        output.WriteLine($"  {writers.Acknowledged} acknowledged, {writers.Retries} attempts failed, the slowest message took {writers.Slowest.TotalMilliseconds:0} ms");
        return source;
    }

    private static async Task SeesAsync(MoveFollower follower, long version)
    {
        try
        {
            await Eventually.TrueAsync(() => follower.Version >= version, $"a follower sees version {version}", Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It is at {follower.Version}, {follower.Doing}.", late);
        }
    }

    // Mover, node and server die once each, in any order, at any time; a mover that was killed is followed by nodes that
    // take over, or by another one.
    private async Task MoveWithKillsAsync(MoveSite site, Bucket bucket, string target, Random dice)
    {
        var mover = site.Move(bucket, target);
        Func<Task>[] kills = [KillMoverAsync, () => KillNodeAsync(site, dice), () => KillServerAsync(site, dice)];
        dice.Shuffle(kills);
        try
        {
            foreach (var kill in kills)
                await kill();
            await Eventually.TrueAsync(
                async () =>
                {
                    if (mover.HasExited && await site.StepAsync(bucket) is null)
                    {
                        mover.Dispose();
                        mover = site.Move(bucket, target);
                    }

                    return await site.StepAsync(bucket) is >= MoveStep.Switched;
                },
                $"bucket {bucket} is on {target}; the mover said: {mover.Errors} {mover.Output}",
                Patience);
        }
        finally
        {
            mover.Dispose();
        }

        async Task KillMoverAsync()
        {
            // Mostly when it is at work: a small bucket moves in well below a second.
            if (dice.Next(4) > 0)
                await Eventually.TrueAsync(async () => mover.HasExited || await site.StepAsync(bucket) is not null, "the mover begins", Patience);
            await Task.Delay(dice.Next(0, 500), Ct);
            output.WriteLine($"  kill the mover at {await site.StepAsync(bucket)}");
            if (!mover.HasExited)
                await mover.SignalAsync("KILL");
        }
    }

    private async Task KillNodeAsync(MoveSite site, Random dice)
    {
        await Task.Delay(dice.Next(0, 2000), Ct);
        var node = dice.Next(2);
        output.WriteLine($"  kill node {node}");
        await site.CrashNodeAsync(node);
    }

    private async Task KillServerAsync(MoveSite site, Random dice)
    {
        await Task.Delay(dice.Next(0, 2000), Ct);
        var server = dice.Next(2);
        output.WriteLine($"  kill server {server}");
        await site.CrashServerAsync(server, Ct);
    }

    private static void Check(IReadOnlyDictionary<string, long?> journal, IReadOnlyList<(long Seq, string Key, string Text)> history)
    {
        Assert.Equal(Enumerable.Range(1, history.Count).Select(seq => (long)seq), history.Select(m => m.Seq));
        Assert.Equal(history.Count, history.Select(m => m.Key).Distinct().Count());
        Assert.All(journal, entry => Assert.NotNull(entry.Value));
        Assert.Equal(journal.OrderBy(j => j.Value).Select(j => ((long?)j.Value, j.Key, $"text of {j.Key}")), history.Select(m => ((long?)m.Seq, m.Key, m.Text)));
        foreach (var ofWriter in history.GroupBy(m => m.Key.Split('-')[0]))
            Assert.Equal(Enumerable.Range(0, ofWriter.Count()), ofWriter.Select(m => int.Parse(m.Key.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task<(IReadOnlyList<(long Seq, string Key, string Text)> History, long Version)> ReadAsync(MoveSite site, StreamId stream)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", site.Token);
        var all = new List<(long, string, string)>();
        while (true)
        {
            var page = await http.GetFromJsonAsync<JsonNode>(new Uri(site.AddressOf(0), $"api/v1/streams/{stream}/messages?after={all.Count}&limit=200"), Ct);
            foreach (var item in page!["items"]!.AsArray())
                all.Add(((long)item!["seq"]!, (string)item["clientKey"]!, (string)item["text"]!));
            if (!(bool)page["hasNewer"]!)
                return (all, (long)page["version"]!);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
