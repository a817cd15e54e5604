using Collab.Domain.Channels;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Realtime;

/// <summary>What one may do in an open place is read again when it may have changed, and only then.</summary>
public class FeedRightsTests
{
    private readonly StreamModel _model = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Changes => new()
    {
        { "name", false }, { "topic", false }, { "posting", true }, { "threads", true }, { "slow mode", true }, { "archived", true }, { "somebody's role", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Rights_are_read_again_after_what_may_change_them(string what, bool again)
    {
        using var feed = new MessageFeed(_model, StreamModel.Id, StreamModel.Me);
        await feed.OpenAtUnreadAsync(Ct);

        feed.Apply(_model.Set(head => what switch
        {
            "name" => head with { Name = "other" },
            "topic" => head with { Topic = "other" },
            "posting" => head with { Posting = PostingPolicy.Selected },
            "threads" => head with { ThreadOnly = false },
            "slow mode" => head with { SlowModeSeconds = 30 },
            "archived" => head with { ArchivedAt = DateTimeOffset.UnixEpoch },
            _ => head,
        }));

        Assert.Equal(again, feed.MayHaveOtherRights);
        await feed.RefreshPlaceAsync(Ct);
        Assert.False(feed.MayHaveOtherRights);
    }
}
