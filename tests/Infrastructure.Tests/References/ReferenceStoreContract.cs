using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.References;

public abstract class ReferenceStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly MessageReference Passed = new(ReferenceKind.Forward, new StreamId(long.MaxValue), long.MaxValue);
    private static readonly MessageReference Quoted = new(ReferenceKind.Quote, new StreamId(long.MaxValue - 1), 7);

    private IReferenceStore Store => Installation.Get<IReferenceStore>();

    [Fact]
    public async Task A_message_tells_how_it_refers_and_the_store_to_what()
    {
        var (ada, stream) = await OneAsync();
        var plain = await Here.PostAsync(stream, ada);
        var posted = await Here.PostAsync(stream, ada, Carrier("k-one", Passed, Quoted, Quoted with { Seq = 8 }, Quoted with { Seq = 9 }));
        var reply = await Here.ReplyAsync(stream, plain.Seq, ada, Here.Message("a reply") with { References = [Quoted] });

        Assert.Equal([ReferenceKind.Forward, ReferenceKind.Quote, ReferenceKind.Quote, ReferenceKind.Quote], posted.References);
        MessageAssert.Same(posted, await Here.FindAsync(stream, posted.Seq));
        MessageAssert.Same(posted, (await Here.HistoryAsync(stream)).Single(m => m.Seq == posted.Seq));
        Assert.Equal([ReferenceKind.Quote], reply.References);
        Assert.Equal([ReferenceKind.Quote], (await Here.FindAsync(reply.Stream, reply.Seq))!.References);

        var carried = Assert.Single(await Store.ListAsync(await Here.SeatAsync(stream, ada), [plain.Seq, posted.Seq, 99], Ct));
        Assert.Equal(posted.Seq, carried.Seq);
        Assert.Equal([Passed, Quoted, Quoted with { Seq = 8 }, Quoted with { Seq = 9 }], carried.References);
        Assert.Equal([Quoted], Assert.Single(await Store.ListAsync(await Here.SeatAsync(reply.Stream, ada), [reply.Seq], Ct)).References);
    }

    [Fact]
    public async Task A_second_try_returns_the_same_message_with_what_it_refers_to()
    {
        var (ada, stream) = await OneAsync();
        var first = await Here.PostAsync(stream, ada, Carrier("again", Passed));
        MessageAssert.Same(first, await Here.PostAsync(stream, ada, Carrier("again", Passed)));
        var root = await Here.PostAsync(stream, ada);
        var reply = await Here.ReplyAsync(stream, root.Seq, ada, Carrier("reply", Quoted));
        MessageAssert.Same(reply, await Here.ReplyAsync(stream, root.Seq, ada, Carrier("reply", Quoted)));
    }

    [Fact]
    public async Task An_edit_keeps_what_a_message_refers_to_and_a_recall_takes_it_away()
    {
        var (ada, stream) = await OneAsync();
        var posted = await Here.PostAsync(stream, ada, Carrier("k", Passed));
        var edited = await Here.EditAsync(stream, posted.Seq, ada, Here.Message("other words"));
        Assert.Equal([ReferenceKind.Forward], edited.References);
        Assert.Single(await Store.ListAsync(await Here.SeatAsync(stream, ada), [posted.Seq], Ct));

        Assert.Empty((await Here.RecallAsync(stream, ada, posted.Seq)).Value.Message.References);
        Assert.Empty(await Store.ListAsync(await Here.SeatAsync(stream, ada), [posted.Seq], Ct));
        Assert.All(await Here.RowsAsync(stream, c => c.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream)), row => Assert.Null(row.Refs));
    }

    [Fact]
    public async Task The_check_of_what_is_stored_finds_a_reference_that_a_recall_has_left()
    {
        var (ada, stream) = await OneAsync();
        var posted = await Here.PostAsync(stream, ada, Carrier("k", Passed));
        await Here.RecallAsync(stream, ada, posted.Seq);
        Assert.DoesNotContain(await FaultsAsync(), f => f.Contains($"{stream}", StringComparison.Ordinal));
        await SetAsync("[]");
        Assert.Contains(await FaultsAsync(), f => f.Contains($"{stream}", StringComparison.Ordinal));
        await SetAsync(null);

        async Task<IEnumerable<string>> FaultsAsync() =>
            (await ContentCheck.FaultsOfAsync(Installation.Get<StorageLayout>(), Ct)).Where(f => f.Contains("recalled messages of which something is left", StringComparison.Ordinal));

        Task SetAsync(string? refs) => Here.Router.For(stream).Database.WriteAsync<Done>(
            async context =>
            {
                await context.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream).ExecuteUpdateAsync(set => set.SetProperty(m => m.Refs, refs), Ct);
                return Done.Value;
            },
            Ct);
    }

    [Fact]
    public async Task Sources_are_read_together_as_the_reader_sees_them()
    {
        var (ada, stream) = await OneAsync();
        var (first, second, third) = (await Here.PostAsync(stream, ada, "one"), await Here.PostAsync(stream, ada, "two"), await Here.PostAsync(stream, ada, Carrier("k", Passed)));
        var seat = await Here.SeatAsync(stream, ada);
        Assert.Equal(["one", "two"], (await Store.ListSourcesAsync(seat, [first.Seq, second.Seq, 99], Ct)).OrderBy(m => m.Seq).Select(m => m.Text));

        await Installation.Get<IHiddenMessages>().HideAsync(seat, [first.Seq, third.Seq], Ct);
        seat = await Here.SeatAsync(stream, ada);
        Assert.Equal(["two"], (await Store.ListSourcesAsync(seat, [first.Seq, second.Seq], Ct)).Select(m => m.Text));
        Assert.Empty(await Store.ListAsync(seat, [third.Seq], Ct));
    }

    private NewMessage Carrier(string key, params MessageReference[] references) => Here.Message("look", key) with { References = references };

    private async Task<(UserId Ada, StreamId Stream)> OneAsync()
    {
        var ada = Here.NewPerson();
        return (ada, await Here.ChannelAsync(ada));
    }
}

public sealed class ReferenceStoreOnSqliteTests(OnSqlite on) : ReferenceStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReferenceStoreOnMariaDbTests(OnMariaDb on) : ReferenceStoreContract(on.Installation), IClassFixture<OnMariaDb>;
