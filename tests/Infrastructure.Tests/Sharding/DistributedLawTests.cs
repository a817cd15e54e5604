using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

[Collection(nameof(AfterAllOthers))]
public sealed class DistributedLawTests(OnMariaDb on, StatementRecorder recorder) : StoreContract(on.Installation), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task No_statement_of_the_run_on_a_sharded_table_uses_what_a_distributed_engine_lacks()
    {
        // Alone in a run, it still hears the commonest ones.
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0], Here.Message(mentions: [people[1]]));
        await Here.ReplyAsync(stream, 1, people[1]);
        await Here.EditAsync(stream, 1, people[0], Here.Message("edited", "key"));
        await Here.ReactAsync(stream, 1, people[2], "👍");
        await Here.ReadUpToAsync(stream, people[1], 1);
        await Here.Seats.ListPlacesAsync(people[1], Ct);

        string[] concerned = [.. recorder.Statements.Where(BucketLaw.Concerns)];
        Assert.True(concerned.Length > 20, "The driver tells of its statements.");
        Assert.Empty(concerned.SelectMany(DistributedLaw.FaultsOf));
    }

    [Fact]
    public void The_page_for_operators_has_every_rule()
    {
        var page = SourceTree.Read("docs/operate/vitess.md");
        Assert.All(DistributedLaw.Rules, rule => Assert.Contains($"\n| {rule.Rule} |", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALTER TABLE seat ADD FOREIGN KEY (stream_id) REFERENCES stream (stream_id)", "foreign keys")]
    [InlineData("SELECT LAST_INSERT_ID()", "LAST_INSERT_ID")]
    [InlineData("SELECT GET_LOCK(?, ?) FROM stream WHERE bucket = ?", "GET_LOCK")]
    [InlineData("LOCK TABLES stream WRITE", "LOCK TABLES")]
    [InlineData("SELECT @seq := last_seq FROM stream WHERE bucket = ?", "user variables")]
    [InlineData("CALL post(?)", "stored procedures")]
    [InlineData("CREATE TEMPORARY TABLE t (a INT)", "temporary tables")]
    [InlineData("SELECT ROW_NUMBER() OVER (PARTITION BY stream_id) FROM message WHERE bucket = ?", "window functions")]
    [InlineData("WITH RECURSIVE r AS (SELECT ?) SELECT * FROM r", "common table expressions")]
    [InlineData("SAVEPOINT one", "savepoints")]
    [InlineData("XA START ?", "XA transactions")]
    [InlineData("UPDATE stream AS s JOIN seat AS t ON s.bucket = t.bucket SET s.topic = ?", "changes of several tables at once")]
    [InlineData("DELETE m FROM mention AS m JOIN stream AS s ON m.bucket = s.bucket", "changes of several tables at once")]
    [InlineData("INSERT INTO mention (bucket, stream_id, user_id, seq) SELECT bucket, stream_id, user_id, ? FROM seat WHERE bucket = ?", "inserts from a query")]
    [InlineData("DELETE FROM outbox WHERE bucket = ? ORDER BY version LIMIT ?", "limits on changes")]
    [InlineData("UPDATE stream SET topic = ?, bucket = ? WHERE bucket = ? AND stream_id = ?", "changing the bucket of a row")]
    public void A_statement_that_breaks_a_rule_is_noticed(string statement, string rule) =>
        Assert.Contains(DistributedLaw.FaultsOf(statement), fault => fault.StartsWith(rule + ":", StringComparison.Ordinal));

    [Theory]
    [InlineData("UPDATE stream FORCE INDEX (PRIMARY) SET last_seq = CASE stream_id WHEN ? THEN ? END WHERE (bucket, stream_id) IN ((?, …))")]
    [InlineData("INSERT INTO seat (bucket, stream_id, user_id) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE last_read_seq = GREATEST(seat.last_read_seq, VALUES(last_read_seq))")]
    [InlineData("DELETE m FROM mention AS m WHERE m.bucket = ? AND m.stream_id = ?")]
    public void A_statement_that_keeps_the_rules_is_left_alone(string statement) => Assert.Empty(DistributedLaw.FaultsOf(statement));
}
