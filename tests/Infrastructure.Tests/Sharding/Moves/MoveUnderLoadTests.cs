using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Sharding.Moves;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding.Moves;

/// <summary>Moves there and back while nodes write to the bucket; movers die again and again.</summary>
public abstract class MoveUnderLoadContract(TestInstallation installation, bool hasTwoNodes) : StoreContract(installation)
{
    private const int Writers = 8;
    private const int Moves = 2;
    private const int PostsPerStep = 400;

    // Whoever takes a move over reads everything again. Writers without any other work could write more in the meantime
    // than that, and no mover would ever live long enough: so they go on with every step that one takes.
    private readonly SemaphoreSlim _posts = new(PostsPerStep);

    [Fact]
    public async Task Everything_acknowledged_exists_once_and_in_order_however_often_movers_die()
    {
        var stage = new MoveStage(Installation, Here);
        await using var second = await SecondNodeAsync();
        var people = Here.NewPeople(Writers);
        var stream = await Here.ChannelAsync(people);
        var acknowledged = new ConcurrentBag<MessageView>();
        using var over = new CancellationTokenSource();
        var writers = people.Select((person, i) => WriteAsync(i % 2 == 0 || !hasTwoNodes ? Here : second.Stage, stream, person, acknowledged, over.Token)).ToArray();

        for (var i = 0; i < Moves; i++)
        {
            await Support.Eventually.TrueAsync(() => acknowledged.Count >= 30 * (i + 1), "writers write");
            await MoveAsync(stage, stream.Bucket, stage.OtherShard(stream.Bucket), second.Stage);
        }

        await over.CancelAsync();
        await Task.WhenAll(writers);
        var history = await Here.HistoryAsync(stream);
        Assert.Equal(Enumerable.Range(1, history.Count).Select(seq => (long)seq), history.Select(m => m.Seq));
        var stored = history.GroupBy(m => m.ClientKey).ToDictionary(g => g.Key, g => Assert.Single(g));
        Assert.All(acknowledged, sent => Assert.Equal((sent.Seq, sent.Text, sent.Author), (stored[sent.ClientKey].Seq, stored[sent.ClientKey].Text, stored[sent.ClientKey].Author)));
        Assert.Equal(history.Count, acknowledged.Count);
        Assert.Equal(history.Count, (await Here.HeadAsync(stream)).LastSeq);
        var reactions = history.Where(m => m.Seq % 5 == 0).Select(m => m.Reactions.Sum(r => r.Count));
        Assert.All(reactions, count => Assert.Equal(1, count));
    }

    // Each mover is cut off after a random time, in the middle of whatever it does; the next one takes over.
    private async Task MoveAsync(MoveStage stage, Bucket bucket, Shard target, Stage second)
    {
        await stage.PlanAsync(bucket, target);
        // Planning has let the leases of all other nodes run out.
        await second.Services.GetRequiredService<NodeLease>().RenewAsync(Ct);
        for (var life = 60; (await stage.RowAsync(bucket)).Step < MoveStep.Done; life += life)
        {
            using var death = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            death.CancelAfter(Random.Shared.Next(5, life));
            try
            {
                var mover = await stage.ClaimAsync(bucket);
                while (mover.Step < MoveStep.Done)
                {
                    _posts.Release(PostsPerStep);
                    await mover.AdvanceAsync(death.Token);
                    foreach (var node in (Stage[])[Here, second])
                        await node.Services.GetRequiredService<ShardMapReader>().RefreshAsync();
                }
            }
            catch (Exception error) when (death.IsCancellationRequested && error is not MoveLostException)
            {
                await stage.DieAsync(bucket);
            }
        }
    }

    private async Task WriteAsync(Stage node, StreamId stream, UserId person, ConcurrentBag<MessageView> acknowledged, CancellationToken over)
    {
        var seat = await node.SeatAsync(stream, person);
        for (var i = 0; await MayPostAsync(over); i++)
        {
            var message = node.Message($"{person} {i}");
            var sent = await node.Messages.PostAsync(seat, message, Ct);
            // A refusal is no acknowledgement: the same key is sent again.
            while (!sent.IsOk)
                sent = await node.Messages.PostAsync(seat, message, Ct);
            acknowledged.Add(sent.Value);
            if (sent.Value.Seq % 5 == 0)
                Assert.True((await node.Reactions.SetAsync(seat, sent.Value.Seq, "🎉", true, Ct)).IsOk);
            if (i % 7 == 0)
                Assert.True((await node.Markers.MoveAsync(seat, sent.Value.Seq, Domain.Receipts.MarkerMove.Forward, Ct)).IsOk);
        }
    }

    private async Task<bool> MayPostAsync(CancellationToken over)
    {
        try
        {
            await _posts.WaitAsync(over);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

public sealed class MoveUnderLoadOnSqliteTests(OnSqlite on) : MoveUnderLoadContract(on.Installation, hasTwoNodes: false), IClassFixture<OnSqlite>;

public sealed class MoveUnderLoadOnMariaDbTests(OnMariaDb on) : MoveUnderLoadContract(on.Installation, hasTwoNodes: true), IClassFixture<OnMariaDb>;

[Collection(nameof(OnTwoServersSuites))]
public sealed class MoveUnderLoadOnTwoServersTests(OnTwoServers on) : MoveUnderLoadContract(on.Installation, hasTwoNodes: true);
