using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Xunit;

namespace Collab.Domain.Tests.Channels;

public sealed class PostingTests : HouseTests
{
    private Actor _mia = null!; // set before each test
    private StreamView _news = null!; // set before each test

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _mia = await House.ArriveAsync("Mia Member");
        _news = await House.ChannelAsync(House.Owner, "news");
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, _news.Id, Ct));
    }

    [Fact]
    public async Task Selected_people_post_and_the_others_reply_in_threads()
    {
        var root = await House.SayAsync(House.Owner, _news.Id, "read this");
        await SetAsync(posting: PostingPolicy.Selected);
        var refused = await Error<MessageView, Error.Forbidden>(PostAsync(_mia, "may I?"));
        Assert.Equal(("stream.posting_closed", "Only selected people post here. You can reply in threads."), (refused.Code, refused.Message));
        await Ok(ReplyAsync(_mia, root.Seq));
        await Ok(Use<SetChannelRole>().ExecuteAsync(House.Owner, _news.Id, _mia.User, SeatRole.Poster, Ct));
        await Ok(PostAsync(_mia, "I may"));
        await SetAsync(posting: PostingPolicy.Managers);
        refused = await Error<MessageView, Error.Forbidden>(PostAsync(_mia, "and now?"));
        Assert.Equal(("stream.posting_closed", "Only managers post here. You can reply in threads."), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Where_threads_are_closed_too_the_others_only_read()
    {
        var root = await House.SayAsync(House.Owner, _news.Id, "read this");
        await SetAsync(posting: PostingPolicy.Managers, threadOnly: false);
        Assert.Equal("Only managers post and reply here.", (await Error<MessageView, Error.Forbidden>(ReplyAsync(_mia, root.Seq))).Message);
        await Error<MessageView, Error.Forbidden>(Use<SetReaction>().ExecuteAsync(new SetReactionRequest(_mia, _news.Id, root.Seq, "👍", true), Ct));
        await SetAsync(threadOnly: true);
        await Ok(ReplyAsync(_mia, root.Seq));
    }

    [Fact]
    public async Task Slow_mode_takes_one_message_of_a_person_in_so_many_seconds_from_managers_any()
    {
        await Ok(PostAsync(_mia, "before it was slow"));
        await SetAsync(slow: 30);
        var tooSoon = await Error<MessageView, Error.TooMany>(PostAsync(_mia, "at once"));
        Assert.Equal(("stream.slow_mode", TimeSpan.FromSeconds(30)), (tooSoon.Code, tooSoon.RetryAfter));
        await House.SayAsync(House.Owner, _news.Id, "one");
        await House.SayAsync(House.Owner, _news.Id, "two");
        Assert.Equal(House.Installation.Time.GetUtcNow().AddSeconds(30), (await Ok(Use<GetPlace>().ExecuteAsync(_mia, _news.Id, Ct))).NextPostAt);
        Assert.Null((await Ok(Use<GetPlace>().ExecuteAsync(House.Owner, _news.Id, Ct))).NextPostAt);

        House.Installation.Time.Advance(TimeSpan.FromSeconds(29));
        await Error<MessageView, Error.TooMany>(PostAsync(_mia, "nearly"));
        House.Installation.Time.Advance(TimeSpan.FromSeconds(1));
        await Ok(PostAsync(_mia, "now"));
    }

    [Fact]
    public async Task A_retry_in_slow_mode_finds_the_message_that_was_stored_and_threads_are_not_slow()
    {
        await SetAsync(slow: 30);
        var key = House.NewKey();
        var first = await Ok(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, _news.Id, "once", key), Ct));
        var again = await Ok(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, _news.Id, "once", key), Ct));
        Assert.Equal(first.Seq, again.Seq);
        await Ok(ReplyAsync(_mia, first.Seq));
        await Ok(ReplyAsync(_mia, first.Seq));
    }

    [Fact]
    public async Task Of_many_at_once_slow_mode_takes_one()
    {
        await SetAsync(slow: 30);
        var posts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PostAsync(_mia, $"{i}")));
        Assert.Single(posts, p => p.IsOk);
        Assert.All(posts.Where(p => !p.IsOk), p => Assert.IsType<Error.TooMany>(p.Error));
    }

    [Fact]
    public async Task Only_managers_decide_and_only_what_makes_sense()
    {
        await Error<StreamView, Error.Forbidden>(Use<ChangePosting>().ExecuteAsync(new ChangePostingRequest(_mia, _news.Id, PostingPolicy.Managers), Ct));
        await Error<StreamView, Error.Invalid>(Use<ChangePosting>().ExecuteAsync(new ChangePostingRequest(House.Owner, _news.Id, SlowModeSeconds: -1), Ct));
        await Error<StreamView, Error.Invalid>(Use<ChangePosting>().ExecuteAsync(new ChangePostingRequest(House.Owner, _news.Id, (PostingPolicy)9), Ct));
    }

    private Task<StreamView> SetAsync(PostingPolicy? posting = null, bool? threadOnly = null, int? slow = null) =>
        Ok(Use<ChangePosting>().ExecuteAsync(new ChangePostingRequest(House.Owner, _news.Id, posting, threadOnly, slow), Ct));

    private Task<Result<MessageView>> PostAsync(Actor actor, string text) =>
        Use<PostMessage>().ExecuteAsync(new PostMessageRequest(actor, _news.Id, text, House.NewKey()), Ct);

    private Task<Result<MessageView>> ReplyAsync(Actor actor, long seq) =>
        Use<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(actor, _news.Id, seq, "a reply", House.NewKey()), Ct);
}
