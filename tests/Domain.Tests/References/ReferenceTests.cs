using Collab.Domain.Channels;
using Collab.Domain.Edits;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.References;

/// <summary>What is forwarded and quoted, and what of it each reader is shown: Ada and Bo are in the secret place, Cy is not.</summary>
public sealed class ReferenceTests : IAsyncLifetime
{
    private const string Word = "the secret word";

    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private Actor _cy = null!; // set before each test
    private StreamId _secret;
    private StreamId _open;
    private MessageView _source = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _bo, _cy) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"), await _house.ArriveAsync("Cy"));
        _secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        _open = (await _house.ChannelAsync(_ada, "open")).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _secret, [_bo.User]), Ct);
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _open, [_bo.User, _cy.User]), Ct);
        _source = await _house.SayAsync(_ada, _secret, $"here is **{Word}**");
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData(ReferenceKind.Forward)]
    [InlineData(ReferenceKind.Quote)]
    public async Task Those_who_may_read_the_source_see_it_and_the_others_only_that_there_is_one(ReferenceKind kind)
    {
        var carrier = (await PostAsync(_bo, _open, "look", new MessageReference(kind, _secret, _source.Seq))).Value;
        Assert.Equal([kind], carrier.References);

        foreach (var reader in new[] { _ada, _bo })
        {
            var seen = await SeenAsync(reader, carrier);
            Assert.Equal((SourceState.Visible, _secret, _source.Seq, _ada.User, $"here is {Word}", "secret"), (seen.State, seen.Stream, seen.Seq, seen.Author, seen.Excerpt, seen.Place!.Name));
            Assert.Equal(_source.PostedAt, seen.PostedAt);
        }

        Assert.Equal(SourceView.Invisible, await SeenAsync(_cy, carrier));
        var page = (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(_cy, _open, MessageRange.Newest(50)), Ct)).Value;
        Assert.Equal([kind], page.Items.Single(m => m.Seq == carrier.Seq).References);
    }

    [Fact]
    public async Task Nobody_refers_to_what_she_may_not_read()
    {
        Assert.IsType<Error.NotFound>((await PostAsync(_cy, _open, "look", Forward(_source))).Error);
        Assert.IsType<Error.NotFound>((await PostAsync(_bo, _open, "look", new MessageReference(ReferenceKind.Quote, _secret, 5_000))).Error);
        Assert.IsType<Error.NotFound>((await PostAsync(_bo, _open, "look", new MessageReference(ReferenceKind.Quote, _house.Get<IIdSource>().NextIn<StreamId>(_secret.Bucket), 1))).Error);
        var note = await NoteAsync();
        Assert.IsType<Error.NotFound>((await PostAsync(_bo, _open, "look", new MessageReference(ReferenceKind.Quote, _secret, note))).Error);
        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_bo, _secret, [_source.Seq]), Ct);
        Assert.IsType<Error.NotFound>((await PostAsync(_bo, _open, "look", Forward(_source))).Error);
        Assert.Equal(SourceView.Invisible, Assert.Single(await _house.Get<PreviewSources>().ExecuteAsync(_bo, [Forward(_source)], Ct)));
        Assert.Equal(SourceState.Visible, Assert.Single(await _house.Get<PreviewSources>().ExecuteAsync(_ada, [Forward(_source)], Ct)).State);
    }

    [Fact]
    public async Task Rights_are_those_of_the_moment()
    {
        var carrier = (await PostAsync(_bo, _open, null, Forward(_source))).Value;
        await _house.Get<RemoveMember>().ExecuteAsync(_ada, _secret, _bo.User, Ct);
        Assert.Equal(SourceView.Invisible, await SeenAsync(_bo, carrier));
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _secret, [_cy.User]), Ct);
        Assert.Equal(SourceState.Visible, (await SeenAsync(_cy, carrier)).State);
    }

    [Fact]
    public async Task A_guest_sees_of_a_channel_that_she_is_not_in_only_that_there_is_something()
    {
        var said = await _house.SayAsync(_ada, _open, "for members");
        var hers = (await _house.ChannelAsync(_ada, "with-guests")).Id;
        var guest = await _house.ArriveAsync("Gita Guest", WorkspaceRole.Guest, hers);
        var carrier = (await PostAsync(_ada, hers, null, new MessageReference(ReferenceKind.Forward, _open, said.Seq))).Value;
        Assert.Equal(SourceView.Invisible, await SeenAsync(guest, carrier));
        Assert.IsType<Error.NotFound>((await PostAsync(guest, hers, "look", new MessageReference(ReferenceKind.Quote, _open, said.Seq))).Error);

        // What she was passed on she does not get by passing it on.
        Assert.IsType<Error.NotFound>((await PostAsync(guest, hers, null, Forward(carrier))).Error);
    }

    [Fact]
    public async Task What_a_reader_has_deleted_or_cleared_for_herself_does_not_come_back_by_a_forward()
    {
        var carrier = (await PostAsync(_ada, _open, null, Forward(_source))).Value;
        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_bo, _secret, [_source.Seq]), Ct);
        Assert.Equal(SourceView.Invisible, await SeenAsync(_bo, carrier));
        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_bo, _secret, [_source.Seq], false), Ct);
        Assert.Equal(SourceState.Visible, (await SeenAsync(_bo, carrier)).State);
        await _house.Get<ClearHistory>().ExecuteAsync(_bo, _secret, Ct);
        Assert.Equal(SourceView.Invisible, await SeenAsync(_bo, carrier));
        Assert.Equal(SourceState.Visible, (await SeenAsync(_ada, carrier)).State);

        // Of a message that she has deleted herself she is not told what it refers to.
        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_ada, _open, [carrier.Seq]), Ct);
        Assert.Empty((await _house.Get<ResolveReferences>().ExecuteAsync(_ada, _open, [carrier.Seq], Ct)).Value);
    }

    [Fact]
    public async Task Whoever_came_later_does_not_see_what_was_said_before()
    {
        await _house.Get<SetHistoryPolicy>().ExecuteAsync(_house.Owner, HistoryPolicy.SinceJoining, Ct);
        var carrier = (await PostAsync(_ada, _open, null, Forward(_source))).Value;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _secret, [_cy.User]), Ct);
        Assert.Equal(SourceView.Invisible, await SeenAsync(_cy, carrier));
        Assert.IsType<Error.NotFound>((await PostAsync(_cy, _open, null, Forward(_source))).Error);
        var later = (await PostAsync(_ada, _open, null, Forward(await _house.SayAsync(_ada, _secret, "later")))).Value;
        Assert.Equal("later", (await SeenAsync(_cy, later)).Excerpt);
    }

    [Fact]
    public async Task What_was_recalled_is_recalled_in_every_forward_and_cannot_be_referred_to()
    {
        var carrier = (await PostAsync(_bo, _open, "look", Forward(_source))).Value;
        Assert.True((await _house.Get<RecallMessage>().ExecuteAsync(_ada, _secret, _source.Seq, Ct)).IsOk);
        Assert.Equal(SourceView.Recalled, await SeenAsync(_bo, carrier));
        // Whoever never saw it does not learn that it was.
        Assert.Equal(SourceView.Invisible, await SeenAsync(_cy, carrier));
        Assert.Equal(SourceView.Recalled, Assert.Single(await _house.Get<PreviewSources>().ExecuteAsync(_bo, [Quote(_source)], Ct)));
        Assert.Equal("message.source_recalled", (await PostAsync(_bo, _open, "again", new MessageReference(ReferenceKind.Quote, _secret, _source.Seq))).Error!.Code);
        Assert.IsType<Error.NotFound>((await PostAsync(_cy, _open, "again", new MessageReference(ReferenceKind.Quote, _secret, _source.Seq))).Error);

        Assert.True((await _house.Get<RecallMessage>().ExecuteAsync(_bo, _open, carrier.Seq, Ct)).IsOk);
        Assert.Empty((await _house.Get<ResolveReferences>().ExecuteAsync(_bo, _open, [carrier.Seq], Ct)).Value);
        Assert.Empty((await _house.Get<GetMessage>().ExecuteAsync(_bo, _open, carrier.Seq, Ct)).Value.References);
    }

    [Fact]
    public async Task An_edit_of_the_source_is_seen_and_one_of_the_note_keeps_the_reference()
    {
        var carrier = (await PostAsync(_bo, _open, "note", Forward(_source))).Value;
        await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_ada, _secret, _source.Seq, "other words"), Ct);
        Assert.Equal("other words", (await SeenAsync(_bo, carrier)).Excerpt);

        var edited = (await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_bo, _open, carrier.Seq, ""), Ct)).Value;
        Assert.Equal([ReferenceKind.Forward], edited.References);
        Assert.Equal("", edited.Text);
        Assert.Equal("other words", (await SeenAsync(_bo, carrier)).Excerpt);
        var quote = (await PostAsync(_bo, _open, "note", Quote(_source))).Value;
        Assert.Equal("message.empty", (await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_bo, _open, quote.Seq, ""), Ct)).Error!.Code);
    }

    [Fact]
    public async Task A_forward_needs_no_words_and_a_quote_does()
    {
        Assert.True((await PostAsync(_bo, _open, null, Forward(_source))).IsOk);
        Assert.Equal("message.empty", (await PostAsync(_bo, _open, null, Quote(_source))).Error!.Code);
    }

    [Fact]
    public async Task One_forward_and_three_quotes_fit_and_the_same_quote_counts_once()
    {
        var said = new List<MessageView>();
        for (var i = 0; i < 4; i++)
            said.Add(await _house.SayAsync(_ada, _secret, $"number {i}"));
        Assert.Equal("message.too_many_forwards", (await PostAsync(_bo, _open, null, Forward(said[0]), Forward(said[1]))).Error!.Code);
        Assert.Equal("message.too_many_quotes", (await PostAsync(_bo, _open, "x", [.. said.Select(Quote)])).Error!.Code);
        var carrier = (await PostAsync(_bo, _open, "x", Forward(said[0]), Quote(said[1]), Quote(said[2]), Quote(said[1]))).Value;
        Assert.Equal([ReferenceKind.Forward, ReferenceKind.Quote, ReferenceKind.Quote], carrier.References);
        var views = (await _house.Get<ResolveReferences>().ExecuteAsync(_ada, _open, [carrier.Seq], Ct)).Value;
        Assert.Equal([(0, "number 0"), (1, "number 1"), (2, "number 2")], views.Select(v => (v.Position, v.Source.Excerpt)));
        Assert.Equal("references.too_many", (await _house.Get<ResolveReferences>().ExecuteAsync(_ada, _open, [.. Enumerable.Range(1, 101).Select(i => (long)i)], Ct)).Error!.Code);
    }

    [Fact]
    public async Task What_is_passed_on_again_refers_to_where_it_began()
    {
        var bare = (await PostAsync(_bo, _open, null, Forward(_source))).Value;
        var noted = (await PostAsync(_bo, _open, "with a note", Forward(_source))).Value;
        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [_bo.User]), Ct)).Value.Id;
        foreach (var first in new[] { bare, noted })
        {
            var again = await SeenAsync(_bo, (await PostAsync(_ada, chat, null, Forward(first))).Value);
            Assert.Equal((_secret, _source.Seq), (again.Stream, again.Seq));
        }

        var quoted = await SeenAsync(_bo, (await PostAsync(_ada, chat, "x", Quote(bare))).Value);
        Assert.Equal((_secret, _source.Seq), (quoted.Stream, quoted.Seq));
        Assert.Equal("with a note", (await SeenAsync(_bo, (await PostAsync(_ada, chat, "x", Quote(noted))).Value)).Excerpt);

        // What is shown before it is sent is what will be shown.
        var shown = await _house.Get<PreviewSources>().ExecuteAsync(_ada, [Forward(bare), Quote(noted)], Ct);
        Assert.Equal([(_secret, _source.Seq), (_open, noted.Seq)], shown.Select(s => (s.Stream!.Value, s.Seq!.Value)));

        // Whoever sees only the note passes the note on, and where there is none, nothing.
        Assert.IsType<Error.NotFound>((await PostAsync(_cy, _open, null, Forward(bare))).Error);
        var passed = (await PostAsync(_cy, _open, null, Forward(noted))).Value;
        Assert.Equal((_open, "with a note"), ((await SeenAsync(_cy, passed)).Stream, (await SeenAsync(_cy, passed)).Excerpt));
        var back = await SeenAsync(_bo, (await PostAsync(_ada, chat, null, Forward(passed))).Value);
        Assert.Equal((_secret, _source.Seq), (back.Stream, back.Seq));
    }

    [Fact]
    public async Task Replies_refer_and_are_referred_to_in_their_place()
    {
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(
            new ReplyInThreadRequest(_bo, _secret, _source.Seq, "a reply", _house.NewKey()) { References = [Quote(_source)] }, Ct)).Value;
        Assert.Equal(Word, (await SeenAsync(_ada, reply)).Excerpt["here is ".Length..]);
        var later = (await PostAsync(_ada, reply.Stream, "another", Quote(reply))).Value;
        var seen = await SeenAsync(_bo, later);
        Assert.Equal((reply.Stream, reply.Seq, _source.Seq, _secret), (seen.Stream, seen.Seq, seen.RootSeq, seen.Place!.Id));
        var outside = (await PostAsync(_ada, _open, null, Forward(reply))).Value;
        Assert.Equal(SourceView.Invisible, await SeenAsync(_cy, outside));
    }

    [Fact]
    public async Task A_forward_calls_nobody_whom_its_source_names_or_who_wrote_it()
    {
        var naming = await _house.SayAsync(_bo, _secret, "dear @ada and @channel");
        var before = (await _house.PlaceAsync(_ada, _open))!.Mentions;
        var carrier = (await PostAsync(_bo, _open, null, Forward(naming))).Value;
        Assert.Empty(carrier.Mentions);
        Assert.Equal(Broadcast.None, carrier.Broadcast);
        var place = (await _house.PlaceAsync(_ada, _open))!;
        Assert.Equal((before, 1), (place.Mentions, place.Unread));
    }

    [Fact]
    public async Task The_same_key_again_returns_the_same_message_with_what_it_refers_to()
    {
        var request = new PostMessageRequest(_bo, _open, null, "once") { References = [Forward(_source)] };
        var first = (await _house.Get<PostMessage>().ExecuteAsync(request, Ct)).Value;
        var second = (await _house.Get<PostMessage>().ExecuteAsync(request, Ct)).Value;
        Assert.Equal((first.Id, first.Seq), (second.Id, second.Seq));
        Assert.Equal([ReferenceKind.Forward], second.References);
    }

    [Fact]
    public async Task A_retry_after_the_source_was_recalled_returns_what_is_stored_and_a_new_message_is_refused()
    {
        var request = new PostMessageRequest(_bo, _open, "look", "once") { References = [Forward(_source)] };
        var first = (await _house.Get<PostMessage>().ExecuteAsync(request, Ct)).Value;
        var reply = new ReplyInThreadRequest(_bo, _open, first.Seq, "see", "twice") { References = [Quote(_source)] };
        var replied = (await _house.Get<ReplyInThread>().ExecuteAsync(reply, Ct)).Value;
        var inThread = new PostMessageRequest(_bo, replied.Stream, "and this", "thrice") { References = [Quote(_source)] };
        var third = (await _house.Get<PostMessage>().ExecuteAsync(inThread, Ct)).Value;
        Assert.True((await _house.Get<RecallMessage>().ExecuteAsync(_ada, _secret, _source.Seq, Ct)).IsOk);

        Assert.Equal(first.Id, (await _house.Get<PostMessage>().ExecuteAsync(request, Ct)).Value.Id);
        Assert.Equal(replied.Id, (await _house.Get<ReplyInThread>().ExecuteAsync(reply, Ct)).Value.Id);
        Assert.Equal(third.Id, (await _house.Get<PostMessage>().ExecuteAsync(inThread, Ct)).Value.Id);
        foreach (var key in new[] { "other", "no key at all", "" })
        {
            Assert.Equal("message.source_recalled", (await _house.Get<PostMessage>().ExecuteAsync(request with { ClientKey = key }, Ct)).Error!.Code);
            Assert.Equal("message.source_recalled", (await _house.Get<ReplyInThread>().ExecuteAsync(reply with { ClientKey = key }, Ct)).Error!.Code);
        }

        // Nobody gets another's message for a key.
        Assert.IsType<Error.NotFound>((await _house.Get<PostMessage>().ExecuteAsync(request with { Actor = _cy }, Ct)).Error);
    }

    [Fact]
    public async Task What_everybody_is_told_of_a_message_says_nothing_of_its_source()
    {
        var carrier = (await PostAsync(_bo, _open, null, Forward(_source))).Value;
        var slice = (await _house.Get<CatchUp>().ExecuteAsync(_cy, _open, 0, CatchUp.MaxEvents, Ct)).Value;
        var told = System.Text.Json.JsonSerializer.Serialize(Assert.Single(slice.Events.OfType<MessagePosted>(), e => e.Message.Seq == carrier.Seq).Message);
        Assert.DoesNotContain(_secret.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), told, StringComparison.Ordinal);
        Assert.DoesNotContain(_secret.ToString(), told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_source_is_shown_by_its_beginning()
    {
        var source = await _house.SayAsync(_ada, _secret, string.Concat(Enumerable.Repeat("👩‍🚀", 800)));
        var seen = await SeenAsync(_bo, (await PostAsync(_ada, _open, null, Forward(source))).Value);
        Assert.InRange(seen.Excerpt.Length, SourceView.MaxExcerpt - 10, SourceView.MaxExcerpt + 1);
        Assert.EndsWith("👩‍🚀…", seen.Excerpt, StringComparison.Ordinal);
    }

    private static MessageReference Forward(MessageView source) => new(ReferenceKind.Forward, source.Stream, source.Seq);

    private static MessageReference Quote(MessageView source) => new(ReferenceKind.Quote, source.Stream, source.Seq);

    private Task<Result<MessageView>> PostAsync(Actor who, StreamId stream, string? text, params MessageReference[] references) =>
        _house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(who, stream, text, _house.NewKey()) { References = references }, Ct);

    private async Task<SourceView> SeenAsync(Actor reader, MessageView carrier) =>
        Assert.Single((await _house.Get<ResolveReferences>().ExecuteAsync(reader, carrier.Stream, [carrier.Seq], Ct)).Value).Source;

    private async Task<long> NoteAsync() =>
        (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(_ada, _secret, MessageRange.Newest(50)), Ct)).Value.Items.First(m => m.Note is not null).Seq;
}
