using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>Runs after all others, alone: then the recorder has heard every suite of the run.</summary>
[CollectionDefinition(nameof(AfterAllOthers), DisableParallelization = true)]
public sealed class AfterAllOthers;

[Collection(nameof(AfterAllOthers))]
public sealed class BucketLawTests(OnMariaDb on, StatementRecorder recorder) : StoreContract(on.Installation), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task Every_statement_of_the_run_on_a_sharded_table_names_its_bucket()
    {
        // Alone in a run, it still hears the commonest ones.
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0], Here.Message(mentions: [people[1]]));
        await Here.ReplyAsync(stream, 1, people[1]);
        await Here.ReactAsync(stream, 1, people[2], "👍");
        await Here.ReadUpToAsync(stream, people[1], 1);
        await Here.Seats.ListPlacesAsync(people[1], Ct);
        await Here.HistoryAsync(stream);

        Assert.True(recorder.Statements.Count(BucketLaw.Concerns) > 20, "The driver tells of its statements.");
        var faults = recorder.Statements.Select(BucketLaw.FaultOf).OfType<string>().ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory]
    [InlineData("SELECT s.name FROM stream AS s WHERE s.stream_id = ?")]
    [InlineData("SELECT s.bucket FROM stream AS s WHERE s.stream_id = ?")]
    [InlineData("SELECT * FROM seat WHERE user_id = ? FOR UPDATE")]
    [InlineData("SELECT m.seq FROM message AS m WHERE m.bucket = ? AND EXISTS (SELECT ? FROM seat AS s WHERE s.stream_id = m.stream_id)")]
    [InlineData("UPDATE stream SET topic = ? WHERE stream_id = ?")]
    [InlineData("DELETE m FROM mention AS m WHERE m.seq = ?")]
    [InlineData("INSERT INTO mention (stream_id, user_id, seq) VALUES (?, ?, ?)")]
    [InlineData("SELECT user_id FROM seat WHERE other_seat.bucket = ? AND stream_id = ?")]
    [InlineData("SELECT k.at FROM confirmation AS k JOIN seat ON k.user_id = seat.user_id WHERE k.bucket = ?")]
    public void A_statement_that_leaves_a_bucket_out_is_noticed(string statement) => Assert.NotNull(BucketLaw.FaultOf(statement));

    [Theory]
    [InlineData("SELECT m.seq FROM message AS m WHERE m.bucket = ? AND EXISTS (SELECT ? FROM seat AS s WHERE m.bucket = s.bucket AND s.stream_id = m.stream_id)")]
    [InlineData("SELECT * FROM stream WHERE bucket = ? AND stream_id = ? FOR UPDATE")]
    [InlineData("INSERT INTO mention (bucket, stream_id, user_id, seq) VALUES (?, ?, ?, ?)")]
    [InlineData("SELECT name FROM stream FORCE INDEX (PRIMARY) WHERE (bucket, stream_id) IN ((?, ?), (?, ?)) FOR UPDATE")]
    [InlineData("UPDATE stream FORCE INDEX (PRIMARY) SET topic = ? WHERE (bucket, stream_id) IN ((?, …))")]
    [InlineData("SELECT c.name FROM channel AS c WHERE c.stream_id = ?")]
    [InlineData("SELECT k.at FROM confirmation AS k JOIN seat ON k.bucket = seat.bucket AND k.user_id = seat.user_id WHERE seat.bucket = ?")]
    public void A_statement_that_keeps_the_law_is_left_alone(string statement) => Assert.Null(BucketLaw.FaultOf(statement));
}
