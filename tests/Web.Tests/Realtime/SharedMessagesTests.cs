using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Realtime;

public sealed class SharedMessagesTests
{
    private readonly SharedMessages _shared = new();

    [Fact]
    public void The_same_state_read_twice_is_one_instance()
    {
        var first = _shared.Of(Message(1, 5));

        Assert.Same(first, _shared.Of(Message(1, 5)));
    }

    [Fact]
    public void A_newer_state_takes_the_place_and_an_older_one_does_not()
    {
        _shared.Of(Message(1, 5));
        var newer = _shared.Of(Message(1, 6));

        var lagging = Message(1, 5);
        Assert.Same(lagging, _shared.Of(lagging));
        Assert.Same(newer, _shared.Of(Message(1, 6)));
    }

    [Fact]
    public void Nobody_gets_another_text_than_she_has_read()
    {
        _shared.Of(Message(1, 5));

        Assert.Equal("<p>other</p>", _shared.Of(Message(1, 5) with { Html = "<p>other</p>" }).Html);
    }

    [Fact]
    public void Messages_of_other_streams_and_numbers_are_told_apart()
    {
        var one = _shared.Of(Message(1, 5));

        Assert.NotSame(one, _shared.Of(Message(2, 5)));
        Assert.NotSame(one, _shared.Of(Message(1, 5) with { Stream = new StreamId(8192) }));
    }

    [Fact]
    public void What_no_page_shows_any_more_is_forgotten()
    {
        Fill(0, 10_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Fill(10_000, 10_000);

        Assert.InRange(_shared.Count, 0, 15_000);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void Fill(int from, int count)
    {
        for (var i = from; i < from + count; i++)
            _shared.Of(Message(i, 1));
    }

    private static MessageView Message(long seq, long revision) => new()
    {
        Stream = new StreamId(4096),
        Seq = seq,
        Id = new MessageId(seq),
        Author = new UserId(7),
        ClientKey = "k",
        Html = "<p>hello</p>",
        PostedAt = DateTimeOffset.UnixEpoch,
        Revision = revision,
    };
}
