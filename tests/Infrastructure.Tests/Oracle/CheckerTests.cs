using Collab.Support.Oracle;
using Xunit;

namespace Collab.Infrastructure.Tests.Oracle;

/// <summary>A checker that cannot say "broken" proves nothing: each kind of damage is done to a sound history, and it must say which.</summary>
public sealed class CheckerTests
{
    private const long Stream = 7;
    private const long Ada = 1;
    private const long Bo = 2;

    [Fact]
    public void A_sound_history_holds()
    {
        var history = new History();
        var verdict = history.Check();
        Assert.True(verdict.Holds, string.Join('\n', verdict.Lines()));
        Assert.All(Enum.GetValues<Invariant>(), invariant => Assert.True(verdict.Checked(invariant) > 0, $"{invariant} was not looked at"));
    }

    [Fact]
    public void An_acknowledged_message_that_is_not_stored_is_lost()
    {
        var history = new History();
        history.Sent("k-lost", SendOutcome.Acknowledged, 5, 105);
        AssertBroken(history.Check(), Invariant.Acknowledged, "lost: k-lost");
    }

    [Fact]
    public void A_message_that_is_stored_twice_is_doubled()
    {
        var history = new History();
        history.Stored.Add(new StoredMessage(5, 105, Ada, "k-4"));
        history.Bo.Posted(new SeenMessage(5, 105, 5));
        AssertBroken(history.Check(), Invariant.Acknowledged, "doubled: k-4");
    }

    [Fact]
    public void A_message_of_unknown_outcome_may_be_there_once_or_not_at_all_and_not_twice()
    {
        var history = new History();
        history.Sent("k-maybe", SendOutcome.Unknown);
        Assert.True(history.Check().Holds);
        history.Add(5, "k-maybe");
        Assert.True(history.Check().Holds);
        history.Add(6, "k-maybe");
        AssertBroken(history.Check(), Invariant.Acknowledged, "doubled: k-maybe");
    }

    [Fact]
    public void A_message_that_was_refused_must_not_be_there()
    {
        var history = new History();
        history.Sent("k-no", SendOutcome.Refused);
        history.Add(5, "k-no");
        AssertBroken(history.Check(), Invariant.Acknowledged, "was refused");
    }

    [Fact]
    public void A_message_that_nobody_sent_is_noticed()
    {
        var history = new History();
        history.Add(5, "k-foreign");
        AssertBroken(history.Check(), Invariant.Acknowledged, "nobody sent k-foreign");
    }

    [Fact]
    public void Two_answers_to_one_key_are_noticed()
    {
        var history = new History();
        history.Journal.Sent[0].Acknowledge(9, 109);
        AssertBroken(history.Check(), Invariant.Acknowledged, "was acknowledged as 1 (101) and as 9 (109)");
    }

    [Fact]
    public void A_hole_in_the_numbers_is_noticed()
    {
        var history = new History();
        history.Stored.RemoveAt(1);
        AssertBroken(history.Check(), Invariant.Order, "number 3 stands where 2 belongs");
    }

    [Fact]
    public void A_head_that_promises_more_than_the_history_has_is_noticed() =>
        AssertBroken(new History().Check(lastSeq: 9), Invariant.Order, "the head says 9, the history ends with 4");

    [Fact]
    public void A_feed_without_the_last_message_has_lost_it()
    {
        var history = new History(seen: [1, 2, 3]);
        AssertBroken(history.Check(), Invariant.Acknowledged, "lost: Bo in 7 never saw 4");
    }

    [Fact]
    public void A_feed_with_a_message_twice_has_doubled_it()
    {
        var history = new History(seen: [1, 2, 3, 3, 4]);
        var verdict = history.Check();
        AssertBroken(verdict, Invariant.Acknowledged, "doubled: Bo in 7 saw 3 2 times");
        AssertBroken(verdict, Invariant.Order, "came again or late");
    }

    [Fact]
    public void A_feed_with_two_messages_swapped_has_another_order()
    {
        var history = new History(seen: [1, 3, 2, 4]);
        var verdict = history.Check();
        AssertBroken(verdict, Invariant.Order, "swapped: Bo in 7 saw 2 after 3");
        AssertBroken(verdict, Invariant.Order, "came after a gap");
    }

    [Fact]
    public void A_feed_that_gives_a_number_to_another_message_is_noticed()
    {
        var history = new History(seen: [1, 2, 3]);
        history.Bo.Posted(new SeenMessage(4, 999, 4));
        AssertBroken(history.Check(), Invariant.Order, "saw 4 (999), which storage has otherwise");
    }

    [Fact]
    public void A_client_that_lost_its_seat_need_not_see_the_rest_but_must_not_see_any_of_it()
    {
        var left = new History(seen: [1, 2], boLeftAt: 3);
        left.Bo.HasEnded = true;
        Assert.True(left.Check().Holds);
        left.Bo.Posted(new SeenMessage(3, 103, 3));
        AssertBroken(left.Check(), Invariant.Permission, "leaked: Bo saw 3 of 7 at version 3, seated until 3");
    }

    [Fact]
    public void A_client_that_never_had_a_seat_must_not_see_anything() =>
        AssertBroken(new History(isBoSeated: false).Check(), Invariant.Permission, "seated never");

    [Fact]
    public void In_a_public_channel_a_look_without_a_seat_is_no_leak() => Assert.True(new History(isBoSeated: false, isPrivate: false).Check().Holds);

    [Theory]
    [InlineData(3, 1, "told 3 unread and 1 mentions, there are 2 and 1")]
    [InlineData(2, 0, "told 2 unread and 0 mentions, there are 2 and 1")]
    public void A_count_that_is_off_by_one_is_noticed(long unread, long mentions, string said)
    {
        var history = new History();
        history.Counts.Add(new ToldCount(Bo, Stream, 2, unread, mentions));
        AssertBroken(history.Check(), Invariant.Counts, said);
    }

    [Fact]
    public void A_marker_that_was_acknowledged_and_is_not_stored_is_noticed()
    {
        var history = new History();
        history.Journal.HasRead(Bo, Stream, 2);
        history.Journal.HasRead(Bo, Stream, 1);
        Assert.True(history.Check().Holds, string.Join('\n', history.Check().Lines()));

        history.Journal.HasRead(Bo, Stream, 3);
        AssertBroken(history.Check(), Invariant.Counts, "was told to have read up to 3, and it stands at 2");
    }

    [Fact]
    public void Ones_own_messages_and_rows_of_the_system_are_not_unread()
    {
        var history = new History();
        history.Counts.Add(new ToldCount(Ada, Stream, 2, 0, 0));
        history.Stored.Add(new StoredMessage(5, 105, Ada, "note") { IsNote = true });
        history.Bo.Posted(new SeenMessage(5, 105, 5));
        Assert.True(history.Check().Holds, string.Join('\n', history.Check().Lines()));
    }

    private static void AssertBroken(Verdict verdict, Invariant invariant, string said)
    {
        Assert.False(verdict.Holds);
        Assert.Contains(verdict.Examples(invariant), example => example.Contains(said, StringComparison.Ordinal));
    }

    // Four messages of Ada, the last of which calls Bo, whose client saw them all.
    private sealed class History
    {
        private readonly FollowerRecord _bo = new("Bo", CheckerTests.Bo);
        private readonly bool _isPrivate;
        private readonly SeatSpan[] _seats;

        public History(long[]? seen = null, long? boLeftAt = null, bool isBoSeated = true, bool isPrivate = true)
        {
            _isPrivate = isPrivate;
            _seats = isBoSeated ? [new SeatSpan(Ada, 0), new SeatSpan(CheckerTests.Bo, 0, boLeftAt)] : [new SeatSpan(Ada, 0)];
            for (var seq = 1; seq <= 4; seq++)
            {
                Sent($"k-{seq}", SendOutcome.Acknowledged, seq, 100 + seq);
                Stored.Add(new StoredMessage(seq, 100 + seq, Ada, $"k-{seq}") { Mentions = seq == 4 ? [CheckerTests.Bo] : [] });
            }

            Bo.Begin(0, 0);
            foreach (var seq in seen ?? [1, 2, 3, 4])
                Bo.Posted(new SeenMessage(seq, 100 + seq, seq));
            Counts.Add(new ToldCount(CheckerTests.Bo, Stream, 2, 2, 1));
        }

        public WriterJournal Journal { get; } = new();

        public List<StoredMessage> Stored { get; } = [];

        public List<ToldCount> Counts { get; } = [];

        public StreamRecord Bo => _bo.Of(Stream);

        public void Sent(string key, SendOutcome outcome, long seq = 0, long id = 0)
        {
            var entry = Journal.Send(Stream, Ada, key);
            if (outcome == SendOutcome.Acknowledged)
                entry.Acknowledge(seq, id);
            else if (outcome == SendOutcome.Refused)
                entry.Refuse("because");
        }

        // Stored and seen, and already read: these tests are not about counts.
        public void Add(long seq, string key)
        {
            Stored.Add(new StoredMessage(seq, 100 + seq, Ada, key));
            Bo.Posted(new SeenMessage(seq, 100 + seq, seq));
            Counts.Clear();
        }

        public Verdict Check(long? lastSeq = null) => Checker.Check(new Evidence(
            Journal.Sent,
            [new StoredStream(Stream, lastSeq ?? Stored[^1].Seq, Stored[^1].Seq, Stored) { IsPrivate = _isPrivate, Seats = _seats }],
            [_bo],
            Counts)
        { Read = Journal.Read });
    }
}
