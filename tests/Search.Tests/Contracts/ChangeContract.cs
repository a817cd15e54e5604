using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Support.Search;
using CsCheck;
using Xunit;

namespace Collab.Search.Tests.Contracts;

/// <summary>Changes: at least once, in any order, the highest revision stays.</summary>
public abstract class ChangeContract : SearchContract
{
    [Fact]
    public async Task An_edit_replaces_the_text()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message("before", place);
        await world.PutAsync(message);
        await world.PutAsync(message with { Text = "afterwards", Revision = 2 });
        Assert.Empty(await world.FindAsync(world.Scope(place), Word("before")));
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(place), Word("afterwards")));
    }

    [Fact]
    public async Task What_is_removed_is_not_found_and_does_not_come_back()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message("regret", place);
        await world.PutAsync(message);
        await world.ApplyAsync(new IndexChange.Remove(message.Id, 5));
        Assert.Empty(await world.FindAsync(world.Scope(place), Word("regret")));
        await world.PutAsync(message with { Revision = 4 });
        Assert.Empty(await world.FindAsync(world.Scope(place), Word("regret")));
        await world.PutAsync(message with { Revision = 6 });
        Assert.Single(await world.FindAsync(world.Scope(place), Word("regret")));
    }

    [Fact]
    public async Task An_older_state_does_not_replace_a_newer_one()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message("new", place) with { Revision = 7 };
        await world.PutAsync(message);
        await world.PutAsync(message with { Text = "old", Revision = 6 });
        await world.ApplyAsync(new IndexChange.Remove(message.Id, 3));
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(place), Word("new")));
        Assert.Empty(await world.FindAsync(world.Scope(place), Word("old")));
    }

    [Fact]
    public async Task The_same_change_twice_is_there_once()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message("once", place);
        await world.ApplyAsync(new IndexChange.Put(message), new IndexChange.Put(message));
        await world.PutAsync(message);
        Assert.Equal(1, (await world.SearchAsync(SearchWorld.Search(world.Scope(place), Word("once")))).Total);
    }

    [Fact]
    public async Task Removing_what_was_never_there_changes_nothing()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.ApplyAsync(new IndexChange.Remove(new MessageId(world.Number()), 1));
        Assert.Empty(await world.FindAsync(world.Scope(place), Everything));
        await world.ApplyAsync();
    }

    [Fact]
    public async Task Several_changes_of_one_message_in_one_go_end_with_the_highest_revision()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message("first", place);
        await world.ApplyAsync(
            new IndexChange.Put(message with { Text = "third", Revision = 3 }), new IndexChange.Put(message), new IndexChange.Put(message with { Text = "second", Revision = 2 }));
        Assert.Single(await world.FindAsync(world.Scope(place), Word("third")));
        Assert.Empty(await world.FindAsync(world.Scope(place), Any(Word("first"), Word("second"))));
    }

    [Fact]
    public async Task Any_order_of_any_changes_ends_in_the_same_state()
    {
        var world = await NewWorldAsync();
        await Gen.Select(Gen.Bool.Array[2, 8], Gen.Int).SampleAsync(
            async (removes, seed) =>
            {
                var place = world.Place();
                var message = world.Message("", place);
                var changes = removes.Select((isRemoved, i) => isRemoved
                    ? (IndexChange)new IndexChange.Remove(message.Id, i + 1)
                    : new IndexChange.Put(message with { Text = $"state{i}", Revision = i + 1 })).ToArray();
                new Random(seed).Shuffle(changes);
                foreach (var change in changes)
                    await world.Index.ApplyAsync([change], Ct);
                await world.ApplyAsync(changes);
                var found = await world.FindAsync(world.Scope(place), Word($"state{removes.Length - 1}"));
                Assert.Equal(removes[^1] ? 0 : 1, found.Count);
                Assert.Equal(removes[^1] ? 0 : 1, (await world.SearchAsync(SearchWorld.Search(world.Scope(place), Everything))).Total);
            },
            iter: 25, threads: 1);
    }

    [Fact]
    public async Task Changes_from_many_sides_at_once_are_all_there()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var messages = Enumerable.Range(1, 400).Select(seq => world.Message("crowd", place) with { Seq = seq }).ToList();
        await Task.WhenAll(messages.Chunk(10).Select(part => world.Index.ApplyAsync([.. part.Select(m => new IndexChange.Put(m))], Ct)));
        Assert.Equal(400, (await world.Index.CountAsync([place], Ct))[place]);
        Assert.Equal(400, (await world.SearchAsync(SearchWorld.Search(world.Scope(place), Word("crowd")))).Total);
    }

    [Fact]
    public async Task Revisions_and_counts_can_be_compared_with_storage()
    {
        var world = await NewWorldAsync();
        var (place, thread) = (world.Place(), world.Place());
        var (kept, gone) = (world.Message("kept", place) with { Revision = 12 }, world.Message("gone", place));
        await world.PutAsync(kept, gone, world.Message("reply", place) with { Stream = thread });
        await world.ApplyAsync(new IndexChange.Remove(gone.Id, 2));
        Assert.Equal(new Dictionary<MessageId, long> { [kept.Id] = 12 }, await world.Index.FindRevisionsAsync([kept.Id, gone.Id, new MessageId(world.Number())], Ct));
        var counts = await world.Index.CountAsync([place, thread, world.Place()], Ct);
        Assert.Equal([1, 1, 0], counts.OrderBy(c => c.Key).Select(c => c.Value));
    }

    [Fact]
    public async Task An_index_says_how_it_is()
    {
        var world = await NewWorldAsync();
        await world.PutAsync(world.Message("one", world.Place()));
        var state = await world.Index.CheckAsync(Ct);
        Assert.NotEqual(IndexCondition.Away, state.Condition);
        Assert.True(state.Messages >= 1);
        Assert.NotEqual("", state.Engine);
    }

    [Fact]
    public async Task A_hostile_text_is_indexed_and_found()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        string[] texts = ["\uD83D broken half needle", "\u0000\u0001\u0002 needle", "needle " + new string('a', 15_000), string.Concat(Enumerable.Repeat("needle_x.y/", 1400)), "\uFFFF\uFDD0 needle"];
        await world.PutAsync([.. texts.Select(text => world.Message(text, place))]);
        Assert.Equal(texts.Length, (await world.FindAsync(world.Scope(place), Word("needle"))).Count);
    }
}
