using System.Collections.Concurrent;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using CsCheck;
using Xunit;

namespace Collab.Infrastructure.Tests.Consumers;

/// <summary>Whatever posts, nodes, faults and deaths come in which order: every event of every stream, in its order.</summary>
public abstract class ConsumerOrderContract(TestInstallation installation) : ConsumerSuite(installation)
{
    private enum Act
    {
        Post,
        FirstWorks,
        SecondWorks,
        BothWork,
        NodeDies,
        HandlingFails,
        TimePasses,
    }

    private static readonly Gen<(Act Act, int Stream)[]> Plays = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 3]).Array[10, 40];

    [Fact]
    public async Task Under_any_interleaving_each_stream_is_given_whole_and_in_order()
    {
        await Plays.SampleAsync(PlayAsync, iter: 12, threads: 1);
    }

    private async Task PlayAsync((Act Act, int Stream)[] play)
    {
        var ada = Here.NewPerson();
        var streams = new List<StreamId>();
        foreach (var bucket in new short[] { 40, 40, 41, 42 })
            streams.Add(await ChannelInAsync(new Bucket(bucket), ada));
        // A look at the past alone would find nothing of this: a sweep has to.
        Installation.Time.Advance(TimeSpan.FromMinutes(2));
        var (consumer, faults, failed) = (new Recorder(), 0, new ConcurrentDictionary<StreamId, int>());
        // Less often than an event is tried: whatever fails each time is parked, and rightly so.
        consumer.Fails = one => failed.GetValueOrDefault(one.Stream) < Options.Attempts - 1 && Interlocked.Decrement(ref faults) >= 0
            ? new InvalidOperationException($"Fault {failed.AddOrUpdate(one.Stream, 1, (_, n) => n + 1)}")
            : null;
        ShardConsumers[] nodes = [NodeFor(streams[0], consumer), NodeFor(streams[0], consumer)];
        foreach (var (act, stream) in play)
        {
            switch (act)
            {
                case Act.Post: await Here.PostAsync(streams[stream], ada); break;
                case Act.FirstWorks: await StepAsync(nodes[0]); break;
                case Act.SecondWorks: await StepAsync(nodes[1]); break;
                case Act.BothWork: await Task.WhenAll(Task.Run(() => StepAsync(nodes[0]), Ct), Task.Run(() => StepAsync(nodes[1]), Ct)); break;
                case Act.NodeDies: await LetLeaseRunOutAsync(streams[0], consumer); nodes[stream % 2] = NodeFor(streams[0], consumer); break;
                case Act.HandlingFails: Interlocked.Exchange(ref faults, 1); break;
                default: Installation.Time.Advance(TimeSpan.FromSeconds(stream * 100)); break;
            }
        }

        Interlocked.Exchange(ref faults, 0);
        await LetLeaseRunOutAsync(streams[0], consumer);
        var last = NodeFor(streams[0], consumer);
        await StepUntilAsync(last, () => !last.IsSweeping && last.Runs[0].Backlog.Count == 0);
        foreach (var stream in streams)
        {
            Assert.Empty(await ParkedAsync(stream, consumer));
            Assert.Equal(Versions((int)(await Here.HeadAsync(stream)).Version), consumer.FirstGiven(stream));
        }
    }
}

public sealed class ConsumerOrderOnSqliteTests(OnSqlite on) : ConsumerOrderContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ConsumerOrderOnMariaDbTests(OnMariaDb on) : ConsumerOrderContract(on.Installation), IClassFixture<OnMariaDb>;
