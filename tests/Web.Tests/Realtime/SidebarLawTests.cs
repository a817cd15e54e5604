using Collab.Domain.Notifications;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
using CsCheck;
using Xunit;

namespace Collab.Web.Tests.Realtime;

/// <summary>Badges are exact or read again: the same law for the sidebar.</summary>
public class SidebarLawTests
{
    [Fact]
    public void Badges_are_what_a_fresh_count_says_whatever_is_lost_doubled_or_late() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 20]).List[0, 50].Sample(
            steps =>
            {
                var model = new StreamModel();
                var sidebar = new Sidebar();
                var late = new List<Notice>();
                long read = 0;
                sidebar.Load(StreamModel.Me, [model.Place()]);
                sidebar.Know(Calls);
                foreach (var (what, fate, index) in steps)
                {
                    Notice notice = what switch
                    {
                        0 => model.Post(StreamModel.Other, $"n{model.Head.Version}"),
                        1 => model.Post(StreamModel.Other, $"n{model.Head.Version}", [StreamModel.Me]),
                        2 => model.Post(StreamModel.Me, $"n{model.Head.Version}"),
                        3 => model.Edit(index),
                        9 => model.Recall(index),
                        4 => model.Join(new UserId(9000 + index)),
                        6 => model.Post(StreamModel.Other, $"n{model.Head.Version}", groups: [StreamModel.MyGroup, new UserGroupId(8002)]),
                        7 => model.Post(StreamModel.Other, $"n{model.Head.Version}", [StreamModel.Me], [StreamModel.MyGroup], "the deploy"),
                        8 => model.Post(index % 2 == 0 ? StreamModel.Me : StreamModel.Other, $"n{model.Head.Version}", groups: [new UserGroupId(8002)], text: "The deploy"),
                        _ => Read(model, read = Math.Min(model.Head.LastSeq, read + index)),
                    };
                    if (fate != 1)
                        sidebar.Apply(notice);
                    if (fate == 2)
                        sidebar.Apply(notice);
                    if (fate == 1 && notice is ReadSignal)
                        late.Add(notice);
                }

                late.ForEach(sidebar.Apply);
                if (sidebar.Find(StreamModel.Id)?.Head.Version < model.Head.Version)
                    sidebar.MarkAllStale();
                if (late.Count > 0)
                    sidebar.MarkAllStale();
                foreach (var _ in sidebar.Stale.ToArray())
                    sidebar.Put(model.Place(read));

                Assert.Equal(model.Place(read), sidebar.Find(StreamModel.Id));
            },
            iter: 500);

    [Fact]
    public void A_seat_lost_takes_the_row_and_a_seat_gained_asks_for_it()
    {
        var model = new StreamModel();
        var sidebar = new Sidebar();
        sidebar.Load(StreamModel.Me, [model.Place()]);

        sidebar.Apply(model.Leave(StreamModel.Me));
        Assert.Null(sidebar.Find(StreamModel.Id));

        sidebar.Apply(model.Join(StreamModel.Me));
        Assert.Contains(StreamModel.Id, sidebar.Stale);
    }

    [Fact]
    public void A_place_that_is_arranged_on_another_device_is_so_here_as_if_it_were_read_again()
    {
        var model = new StreamModel();
        model.Post(StreamModel.Other, "n1", [StreamModel.Me]);
        var sidebar = new Sidebar();
        sidebar.Load(StreamModel.Me, [model.Place()]);

        sidebar.Apply(new PlaceSignal(StreamModel.Id, StreamModel.Me, true, MutePlace.Forever));
        Assert.Equal(model.Place() with { Starred = true, MutedUntil = MutePlace.Forever }, sidebar.Find(StreamModel.Id));

        sidebar.Apply(new PlaceSignal(StreamModel.Id, StreamModel.Other, false, null));
        Assert.True(sidebar.Find(StreamModel.Id)?.Starred);
    }

    [Fact]
    public void A_message_that_only_others_are_called_by_is_counted_without_being_read_again()
    {
        var model = new StreamModel();
        var sidebar = new Sidebar();
        sidebar.Load(StreamModel.Me, [model.Place()]);
        sidebar.Know(Calls);

        sidebar.Apply(model.Post(StreamModel.Other, "n1", groups: [new UserGroupId(8002)], text: "redeployed"));
        Assert.Empty(sidebar.Stale);
        sidebar.Apply(model.Post(StreamModel.Other, "n2", text: "Deploy now"));
        Assert.Contains(StreamModel.Id, sidebar.Stale);
    }

    private static CallSubjects Calls { get; } = new(
        [new MyGroup(StreamModel.MyGroup, "on-call", DateTimeOffset.UnixEpoch)],
        [new WatchedKeyword(new KeywordId(8100), Keyword.Parse(StreamModel.Keyword).Value, DateTimeOffset.UnixEpoch)]);

    private static ReadSignal Read(StreamModel model, long seq)
    {
        var place = model.Place(seq);
        return new ReadSignal(StreamModel.Id, StreamModel.Me, seq, place.Unread, place.Mentions);
    }
}
