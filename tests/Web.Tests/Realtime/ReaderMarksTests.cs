using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Realtime;

/// <summary>Where readers are shown, as signals and messages come.</summary>
public class ReaderMarksTests
{
    private static readonly UserId Cy = new(3072);

    private readonly StreamModel _model = new();
    private readonly ReaderMarks _marks = new(StreamModel.Id, StreamModel.Me);

    [Fact]
    public void After_a_load_everything_is_news_and_then_only_what_moved()
    {
        Load(new ReadPosition(StreamModel.Other, 3, 4), new ReadPosition(Cy, 2, 2));
        Assert.Equal((true, 2), (_marks.Take() is var all ? all.IsAnew : default, all.Positions.Count));

        _marks.Apply(new ReadersMoved(StreamModel.Id, [new ReadPosition(Cy, 5, 5)]));

        var moved = _marks.Take();
        Assert.False(moved.IsAnew);
        Assert.Equal([new ReadPosition(Cy, 5, 5)], moved.Positions);
        Assert.Empty(_marks.Take().Positions);
    }

    [Fact]
    public void Ones_own_reading_and_that_of_other_places_is_never_shown()
    {
        Load();
        _marks.Take();
        _marks.Apply(new ReadersMoved(StreamModel.Id, [new ReadPosition(StreamModel.Me, 5, 5)]));
        _marks.Apply(new ReadersMoved(new StreamId(8192), [new ReadPosition(Cy, 5, 5)]));

        Assert.Empty(_marks.Take().Positions);
    }

    [Fact]
    public void All_have_read_what_the_last_of_those_who_share_it_has()
    {
        Load(new ReadPosition(StreamModel.Other, 7, 9), new ReadPosition(Cy, null, 8));
        Assert.Equal((7L, 8L), (_marks.ReadByAll, _marks.DeliveredToAll));

        _marks.Apply(new ReadersMoved(StreamModel.Id, [new ReadPosition(Cy, 4, 8)]));
        Assert.Equal((4L, 8L), (_marks.ReadByAll, _marks.DeliveredToAll));
    }

    [Fact]
    public void Nothing_is_read_by_all_while_one_who_shares_it_has_read_nothing()
    {
        Load(new ReadPosition(StreamModel.Other, 7, 9), new ReadPosition(Cy, 0, 8));
        Assert.Equal((0L, 8L), (_marks.ReadByAll, _marks.DeliveredToAll));

        _marks.Apply(new ReadersMoved(StreamModel.Id, [new ReadPosition(Cy, null, 8)]));
        Assert.Equal(7L, _marks.ReadByAll);

        _marks.Apply(new ReadersMoved(StreamModel.Id, [new ReadPosition(StreamModel.Other, 0, 9)]));
        Assert.Equal(0L, _marks.ReadByAll);
    }

    [Fact]
    public void Who_comes_into_a_chat_is_asked_for()
    {
        _model.Set(head => head with { Kind = StreamKind.Group });
        Load(new ReadPosition(StreamModel.Other, 7, 9));

        _marks.Apply(_model.Join(Cy));

        Assert.True(_marks.IsStale);
    }

    [Fact]
    public void Where_nobody_is_to_be_seen_the_ticks_go_by_what_was_read()
    {
        _marks.Load(new ReadPositions([], 3, 4));

        Assert.Equal((3L, 4L), (_marks.ReadByAll, _marks.DeliveredToAll));
    }

    [Fact]
    public void Who_has_read_everything_and_writes_has_read_her_own_message_too()
    {
        _model.Post(StreamModel.Me, "one");
        Load(new ReadPosition(StreamModel.Other, 1, 1), new ReadPosition(Cy, null, 0));
        _marks.Take();

        _marks.Apply(_model.Post(StreamModel.Other, "two"));
        _marks.Apply(_model.Post(Cy, "three"));

        Assert.Equal([new ReadPosition(StreamModel.Other, 2, 2)], _marks.Take().Positions);
    }

    [Fact]
    public void Who_leaves_is_shown_no_more()
    {
        Load(new ReadPosition(Cy, 2, 0));
        _marks.Take();

        _marks.Apply(_model.Leave(Cy));

        Assert.Equal([new ReadPosition(Cy, null, 0)], _marks.Take().Positions);
    }

    [Fact]
    public void A_policy_takes_everything_away_at_once_until_it_was_read_again()
    {
        Load(new ReadPosition(Cy, 2, 0));
        _marks.Take();

        _marks.Apply(new ReceiptPolicySignal(new ReceiptPolicy(ReceiptAudience.AuthorAndManagers, false)));

        Assert.Equal((ReaderMarksMode.None, true), (_marks.Mode, _marks.IsStale));
        Assert.Equal((true, 0), (_marks.Take() is var news ? news.IsAnew : default, news.Positions.Count));
        _marks.Apply(new ReadersMoved(StreamModel.Id, [new ReadPosition(Cy, 5, 5)]));
        Assert.Empty(_marks.Take().Positions);
    }

    [Fact]
    public void In_a_large_place_it_is_only_noted_that_counts_have_moved()
    {
        _marks.Load(null);
        _marks.Apply(new ReceiptsMoved(StreamModel.Id));

        Assert.True(_marks.TakeCountsMoved());
        Assert.False(_marks.TakeCountsMoved());
        Assert.Equal(ReaderMarksMode.Counts, _marks.Mode);
    }

    [Fact]
    public void A_place_that_outgrows_avatars_is_read_again()
    {
        Load();
        for (var i = 0; i < ListReadPositions.MaxMembers; i++)
            _marks.Apply(_model.Join(new UserId(16_384 + (1_024 * i))));

        Assert.True(_marks.IsStale);
    }

    private void Load(params IReadOnlyList<ReadPosition> positions) => _marks.Load(new ReadPositions(positions, 0, 0));
}
