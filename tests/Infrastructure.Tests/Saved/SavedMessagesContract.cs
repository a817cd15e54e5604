using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Saved;

public abstract class SavedMessagesContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private ISavedMessages Saved => Installation.Get<ISavedMessages>();

    [Fact]
    public async Task What_is_saved_is_ones_own_and_saved_once()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var kept = Kept(1);
        Assert.True((await Saved.SetAsync(ada, kept, Ct)).IsOk);
        Assert.True((await Saved.SetAsync(ada, kept, Ct)).IsOk);
        Assert.Equal([kept], await Saved.ListAllAsync(ada, Ct));
        Assert.Empty(await Saved.ListAllAsync(bo, Ct));
        Assert.IsType<Error.NotFound>((await Saved.RemoveAsync(bo, kept.Stream, kept.Seq, Ct)).Error);
        Assert.True((await Saved.RemoveAsync(ada, kept.Stream, kept.Seq, Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await Saved.RemoveAsync(ada, kept.Stream, kept.Seq, Ct)).Error);
        Assert.Empty(await Saved.ListAllAsync(ada, Ct));
    }

    [Fact]
    public async Task Each_state_is_a_list_by_pages_with_the_last_changed_first()
    {
        var ada = Here.NewPerson();
        for (var i = 1; i <= 7; i++)
            await Saved.SetAsync(ada, Kept(i), Ct);
        await Saved.SetAsync(ada, Kept(3) with { State = SavedState.Done, ChangedAt = Start.AddHours(1) }, Ct);
        await Saved.SetAsync(ada, Kept(5) with { State = SavedState.Done, ChangedAt = Start.AddHours(2) }, Ct);

        Assert.Equal([7, 6, 4, 2, 1], await ListAsync(ada, SavedState.InProgress));
        Assert.Equal([5, 3], await ListAsync(ada, SavedState.Done));
        Assert.Empty(await ListAsync(ada, SavedState.Archived));
        await Saved.SetAsync(ada, Kept(5) with { ChangedAt = Start.AddHours(3) }, Ct);
        Assert.Equal([5, 7, 6, 4, 2, 1], await ListAsync(ada, SavedState.InProgress));
    }

    [Fact]
    public async Task A_forged_position_is_the_beginning()
    {
        var ada = Here.NewPerson();
        await Saved.SetAsync(ada, Kept(1), Ct);
        foreach (var key in new[] { "", ".", "x.1", "1.x", "1.2.3", "-5.1" })
            Assert.Single((await Saved.ListAsync(ada, SavedState.InProgress, new Cursor(ListSaved.List, key), 5, Ct)).Items);
    }

    [Fact]
    public async Task Two_devices_that_save_at_once_save_it_once()
    {
        var ada = Here.NewPerson();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Saved.SetAsync(ada, Kept(1), Ct)));
        Assert.All(results, r => Assert.True(r.IsOk));
        Assert.Single(await Saved.ListAllAsync(ada, Ct));
    }

    private static SavedMessage Kept(long seq) => new(new StreamId(4_096), seq, new MessageId(1_000 + seq), SavedState.InProgress, Start.AddMinutes(seq));

    private async Task<List<long>> ListAsync(UserId user, SavedState state)
    {
        var (all, cursor) = (new List<long>(), (Cursor?)null);
        do
        {
            var page = await Saved.ListAsync(user, state, cursor, 2, Ct);
            all.AddRange(page.Items.Select(s => s.Seq));
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}

public sealed class SavedMessagesOnSqliteTests(OnSqlite on) : SavedMessagesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class SavedMessagesOnMariaDbTests(OnMariaDb on) : SavedMessagesContract(on.Installation), IClassFixture<OnMariaDb>;
