using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Receipts;

/// <summary>Who may see who has read, and what they see.</summary>
public sealed class ReceiptTests : HouseTests
{
    private Actor _mia = null!; // set before each test
    private Actor _noa = null!; // set before each test
    private Actor _gita = null!; // set before each test
    private StreamView _team = null!; // set before each test
    private MessageView _said = null!; // set before each test

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_mia, _noa) = (await House.ArriveAsync("Mia Member"), await House.ArriveAsync("Noa Neighbour"));
        _team = await House.ChannelAsync(House.Owner, "team");
        _gita = await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, _team.Id);
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, _team.Id, Ct));
        await Ok(Use<JoinChannel>().ExecuteAsync(_noa, _team.Id, Ct));
        _said = await House.SayAsync(_mia, _team.Id, "read this");
    }

    [Fact]
    public async Task Everybody_in_the_place_sees_who_has_read_guests_among_them()
    {
        await ReadAsync(_gita);

        foreach (var reader in new[] { _mia, _noa, _gita, House.Owner })
        {
            var receipts = await Ok(Use<GetReceipts>().ExecuteAsync(reader, _team.Id, _said.Seq, Ct));
            Assert.Equal(new ReceiptCounts(1, 2, 0, 0, 0, null), receipts.Counts);
            Assert.Equal([_gita.User], await ListAsync(reader, ReceiptSide.Read));
        }
    }

    [Fact]
    public async Task One_who_only_looks_in_sees_no_receipts()
    {
        var otto = await House.ArriveAsync("Otto Outside");

        await Error<MessageReceipts, Error.NotFound>(Use<GetReceipts>().ExecuteAsync(otto, _team.Id, _said.Seq, Ct));
        await Error<ReadPositions, Error.NotFound>(Use<ListReadPositions>().ExecuteAsync(otto, _team.Id, Ct));
    }

    [Fact]
    public async Task Where_receipts_are_off_nobody_sees_any_not_even_author_and_owner()
    {
        await ReadAsync(_noa);
        await DecideAsync(ReceiptAudience.Off);

        foreach (var reader in new[] { _mia, _noa, House.Owner })
        {
            await Error<MessageReceipts, Error.NotFound>(Use<GetReceipts>().ExecuteAsync(reader, _team.Id, _said.Seq, Ct));
            await Error<Page<Reader>, Error.NotFound>(Use<ListReceipts>().ExecuteAsync(new ListReceiptsRequest(reader, _team.Id, _said.Seq, ReceiptSide.Read), Ct));
            await Error<ReadPositions, Error.NotFound>(Use<ListReadPositions>().ExecuteAsync(reader, _team.Id, Ct));
            await Error<IAsyncEnumerable<ReceiptLine>, Error.NotFound>(Use<ExportReceipts>().ExecuteAsync(reader, _team.Id, _said.Seq, Ct));
        }
    }

    [Fact]
    public async Task For_author_and_managers_alone_others_see_nothing()
    {
        await ReadAsync(_gita);
        await DecideAsync(ReceiptAudience.AuthorAndManagers);

        Assert.Equal([_gita.User], await ListAsync(_mia, ReceiptSide.Read));
        Assert.Equal([_gita.User], await ListAsync(House.Owner, ReceiptSide.Read));
        await Error<MessageReceipts, Error.NotFound>(Use<GetReceipts>().ExecuteAsync(_noa, _team.Id, _said.Seq, Ct));
        Assert.Empty((await Ok(Use<ListReadPositions>().ExecuteAsync(_noa, _team.Id, Ct))).Positions);
        Assert.Contains(_gita.User, (await Ok(Use<ListReadPositions>().ExecuteAsync(House.Owner, _team.Id, Ct))).Positions.Select(p => p.User));
    }

    [Fact]
    public async Task Managers_of_the_channel_manage_the_receipts_of_its_threads()
    {
        var reply = await Ok(Use<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_noa, _team.Id, _said.Seq, "a reply", House.NewKey()), Ct));
        await DecideAsync(ReceiptAudience.AuthorAndManagers);

        await Ok(Use<GetReceipts>().ExecuteAsync(House.Owner, reply.Stream, reply.Seq, Ct));
        await Ok(Use<GetReceipts>().ExecuteAsync(_noa, reply.Stream, reply.Seq, Ct));
        await Error<MessageReceipts, Error.NotFound>(Use<GetReceipts>().ExecuteAsync(_mia, reply.Stream, reply.Seq, Ct));
    }

    [Fact]
    public async Task Rows_that_nobody_wrote_and_numbers_that_nothing_has_have_no_receipts()
    {
        Assert.NotNull((await Ok(Use<GetMessage>().ExecuteAsync(_mia, _team.Id, 1, Ct))).Note);
        foreach (var seq in new[] { 1, 0, -1, 99 })
            await Error<MessageReceipts, Error.NotFound>(Use<GetReceipts>().ExecuteAsync(_mia, _team.Id, seq, Ct));
    }

    [Fact]
    public async Task Only_admins_decide()
    {
        await Error<ReceiptPolicy, Error.Forbidden>(Use<SetReceiptPolicy>().ExecuteAsync(_mia, new SetReceiptPolicyRequest(ReceiptAudience.Off, false), Ct));
        await Error<ReceiptPolicy, Error.Invalid>(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest((ReceiptAudience)9, false), Ct));

        await DecideAsync(ReceiptAudience.Off, true);
        await DecideAsync(ReceiptAudience.Off, true);

        Assert.Equal(new ReceiptSettings(ReceiptAudience.Off, true, true), await Use<GetReceiptPolicy>().ExecuteAsync(_mia, Ct));
    }

    [Fact]
    public async Task Times_are_kept_from_when_every_node_knows_of_it_and_what_is_decided_later_does_not_begin_anew()
    {
        var decided = await Ok(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest(ReceiptAudience.Everyone, false, KeepsTimes: true), Ct));
        Assert.InRange(decided.TimesSince ?? default, House.Installation.Time.GetUtcNow().AddSeconds(59), House.Installation.Time.GetUtcNow().AddSeconds(60));

        House.Installation.Time.Advance(TimeSpan.FromDays(1));
        var later = await Ok(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest(ReceiptAudience.AuthorAndManagers, true, KeepsTimes: true), Ct));
        Assert.Equal(decided.TimesSince, later.TimesSince);
        Assert.Equal(later.TimesSince, (await Use<GetReceiptPolicy>().ExecuteAsync(_mia, Ct)).TimesSince);

        Assert.Null((await Ok(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest(ReceiptAudience.Off, true, KeepsTimes: true), Ct))).TimesSince);
        var again = await Ok(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest(ReceiptAudience.Everyone, false, KeepsTimes: true), Ct));
        Assert.True(again.TimesSince > House.Installation.Time.GetUtcNow());
        Assert.Null((await Ok(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest(ReceiptAudience.Everyone, false), Ct))).TimesSince);
    }

    [Fact]
    public async Task One_keeps_it_to_oneself_only_where_that_is_allowed()
    {
        await ReadAsync(_noa);
        await Error<Done, Error.Forbidden>(Use<SetReceiptSharing>().ExecuteAsync(_noa, false, Ct));
        await DecideAsync(ReceiptAudience.Everyone, true);
        await Ok(Use<SetReceiptSharing>().ExecuteAsync(_noa, false, Ct));

        Assert.Equal(new ReceiptCounts(0, 2, 1, 0, 0, null), await CountAsync());
        Assert.Equal([_noa.User], await ListAsync(_mia, ReceiptSide.NotShared));
        Assert.DoesNotContain(_noa.User, (await Ok(Use<ListReadPositions>().ExecuteAsync(_mia, _team.Id, Ct))).Positions.Select(p => p.User));
        Assert.False((await Use<GetReceiptPolicy>().ExecuteAsync(_noa, Ct)).Shares);

        await DecideAsync(ReceiptAudience.Everyone);
        Assert.Equal(new ReceiptCounts(1, 2, 0, 0, 0, null), await CountAsync());
        await Ok(Use<SetReceiptSharing>().ExecuteAsync(_noa, true, Ct));
    }

    [Fact]
    public async Task Who_takes_a_seat_later_brings_her_choice_along()
    {
        await DecideAsync(ReceiptAudience.Everyone, true);
        await Ok(Use<SetReceiptSharing>().ExecuteAsync(_noa, false, Ct));
        var place = await House.ChannelAsync(_mia, "later");
        await Ok(Use<JoinChannel>().ExecuteAsync(_noa, place.Id, Ct));
        var said = await House.SayAsync(_mia, place.Id, "anybody here?");

        Assert.Equal(1, (await Ok(Use<GetReceipts>().ExecuteAsync(_mia, place.Id, said.Seq, Ct))).Counts!.NotShared);
    }

    [Fact]
    public async Task Deactivated_people_are_in_no_list_until_they_are_back()
    {
        await ReadAsync(_noa);
        await Ok(Use<SetPersonActive>().ExecuteAsync(House.Owner, _noa.User, false, Ct));

        Assert.Equal(new ReceiptCounts(0, 2, 0, 0, 1, null), await CountAsync());
        Assert.Empty(await ListAsync(_mia, ReceiptSide.Read));

        await Ok(Use<SetPersonActive>().ExecuteAsync(House.Owner, _noa.User, true, Ct));
        Assert.Equal(new ReceiptCounts(1, 2, 0, 0, 0, null), await CountAsync());
    }

    [Fact]
    public async Task A_task_is_left_that_finds_seats_which_were_made_meanwhile()
    {
        await Ok(Use<SetPersonActive>().ExecuteAsync(House.Owner, _noa.User, false, Ct));
        // As one who was just taking a seat, and had asked before.
        await Use<IReceiptSeats>().SettleAsync(_noa.User, ReceiptStanding.Shares, Ct);

        foreach (var task in await Use<IDirectoryTaskStore>().ListDueAsync(TimeSpan.Zero, 10, Ct))
            await Ok(Use<DirectoryTasks>().RunAsync(task, Ct));

        Assert.Equal(1, (await CountAsync()).Gone);
    }

    [Fact]
    public async Task Lists_go_by_name_page_by_page_and_are_searched()
    {
        var names = new[] { "Zoë Zander", "Adam Ant", "Émile Zola", "bert Bird" };
        foreach (var name in names)
            await Ok(Use<JoinChannel>().ExecuteAsync(await House.ArriveAsync(name), _team.Id, Ct));
        var said = await House.SayAsync(_mia, _team.Id, "and you?");

        var listed = new List<UserId>();
        string? cursor = null;
        do
        {
            var page = await Ok(Use<ListReceipts>().ExecuteAsync(new ListReceiptsRequest(_mia, _team.Id, said.Seq, ReceiptSide.NotRead, Cursor: cursor, Limit: 2), Ct));
            Assert.InRange(page.Items.Count, 1, 2);
            listed.AddRange(page.Items.Select(r => r.User));
            cursor = page.Next?.ToString();
        }
        while (cursor is not null);

        var found = (await Use<GetPeople>().ExecuteAsync(listed, Ct)).ToDictionary(p => p.Id, p => p.DisplayName);
        Assert.Equal(["Adam Ant", "bert Bird", "Émile Zola", "Gita Guest", "Noa Neighbour", "Olga Owner", "Zoë Zander"], listed.Select(u => found[u]));
        var search = new ListReceiptsRequest(_mia, _team.Id, said.Seq, ReceiptSide.NotRead, ReceiptSort.Time, "z");
        Assert.Equal(2, (await Ok(Use<ListReceipts>().ExecuteAsync(search, Ct))).Items.Count);
        await Error<Page<Reader>, Error.Invalid>(Use<ListReceipts>().ExecuteAsync(search with { Cursor = "nonsense" }, Ct));
    }

    [Fact]
    public async Task An_export_has_everybody_once_and_only_author_and_managers_get_it()
    {
        await ReadAsync(_noa);
        await Error<IAsyncEnumerable<ReceiptLine>, Error.Forbidden>(Use<ExportReceipts>().ExecuteAsync(_noa, _team.Id, _said.Seq, Ct));

        foreach (var taker in new[] { _mia, House.Owner })
        {
            var lines = new List<ReceiptLine>();
            await foreach (var line in (await Ok(Use<ExportReceipts>().ExecuteAsync(taker, _team.Id, _said.Seq, Ct))).WithCancellation(Ct))
                lines.Add(line);
            Assert.Equal(
                [("Gita Guest", ReceiptSide.NotRead), ("Noa Neighbour", ReceiptSide.Read), ("Olga Owner", ReceiptSide.NotRead)],
                lines.Select(l => (l.Person.DisplayName, l.Side)).OrderBy(l => l.DisplayName, StringComparer.Ordinal));
        }

    }

    [Fact]
    public async Task In_a_chat_ticks_tell_an_author_how_far_all_have_come()
    {
        var chat = (await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(_mia, [_noa.User, House.Owner.User]), Ct))).Id;
        for (var i = 0; i < 3; i++)
            await House.SayAsync(i == 1 ? _noa : _mia, chat, "hello");
        await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(_noa, chat, 3), Ct));
        await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(House.Owner, chat, 2), Ct));

        var seen = await Ok(Use<ListReadPositions>().ExecuteAsync(_mia, chat, Ct));
        Assert.Equal((2L, 2L, 2), (seen.ReadByAll, seen.DeliveredToAll, seen.Positions.Count));

        await DecideAsync(ReceiptAudience.AuthorAndManagers);
        seen = await Ok(Use<ListReadPositions>().ExecuteAsync(_mia, chat, Ct));
        // All have read up to 2, which is another's: of her own that is up to 1.
        Assert.Equal((1L, 0), (seen.ReadByAll, seen.Positions.Count));
    }

    [Fact]
    public async Task In_a_chat_nothing_is_read_by_all_until_everybody_who_shares_it_has_read_something()
    {
        await DecideAsync(ReceiptAudience.Everyone, true);
        var chat = (await Ok(Use<OpenChat>().ExecuteAsync(new OpenChatRequest(_mia, [_noa.User, House.Owner.User]), Ct))).Id;
        await House.SayAsync(_mia, chat, "hello");
        await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(House.Owner, chat, 1), Ct));

        var seen = await Ok(Use<ListReadPositions>().ExecuteAsync(_mia, chat, Ct));
        Assert.Equal((0L, 0L), (seen.ReadByAll, seen.Positions.Single(p => p.User == _noa.User).LastReadSeq));

        await Ok(Use<SetReceiptSharing>().ExecuteAsync(_noa, false, Ct));
        seen = await Ok(Use<ListReadPositions>().ExecuteAsync(_mia, chat, Ct));
        Assert.Equal((1L, null), (seen.ReadByAll, seen.Positions.Single(p => p.User == _noa.User).LastReadSeq));
        await Ok(Use<SetReceiptSharing>().ExecuteAsync(_noa, true, Ct));
    }

    private Task ReadAsync(Actor reader) => Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(reader, _team.Id, _said.Seq), Ct));

    private async Task<ReceiptCounts> CountAsync()
    {
        House.Installation.Time.Advance(TimeSpan.FromSeconds(1));
        return (await Ok(Use<GetReceipts>().ExecuteAsync(_mia, _team.Id, _said.Seq, Ct))).Counts!; // receipts are on
    }

    private async Task<IEnumerable<UserId>> ListAsync(Actor reader, ReceiptSide side) =>
        (await Ok(Use<ListReceipts>().ExecuteAsync(new ListReceiptsRequest(reader, _team.Id, _said.Seq, side), Ct))).Items.Select(r => r.User);

    private Task DecideAsync(ReceiptAudience audience, bool allowsOptOut = false) =>
        Ok(Use<SetReceiptPolicy>().ExecuteAsync(House.Owner, new SetReceiptPolicyRequest(audience, allowsOptOut), Ct));
}
