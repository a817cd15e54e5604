using Collab.Domain.Files;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Indexing;
using Collab.Search.Lucene;
using Collab.Support;
using Collab.Support.Search;
using Xunit;

namespace Collab.Search.Tests.Lucene;

/// <summary>What happens to the files: restarts, kills, damage, builds.</summary>
public sealed class LuceneFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-lucene-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_applied_is_there_after_a_restart()
    {
        var (world, place) = await FillAsync(3);
        await using var again = LuceneFixture.New(_folder);
        Assert.Equal(3, await CountAsync(again, world, place));
    }

    [Fact]
    public async Task What_is_written_after_a_restart_replaces_what_was_there_and_what_is_older_does_not()
    {
        SearchWorld world;
        SearchDocument message;
        await using (var index = LuceneFixture.New(_folder))
        {
            world = new SearchWorld(index);
            message = world.Message("second", world.Place()) with { Revision = 2 };
            await world.PutAsync([message]);
        }

        await using var again = LuceneFixture.New(_folder);
        await again.ApplyAsync([new IndexChange.Put(message with { Text = "first", Revision = 1 })], Ct);
        Assert.Equal(2, (await again.FindRevisionsAsync([message.Id], Ct))[message.Id]);
        await again.ApplyAsync([new IndexChange.Put(message with { Text = "third", Revision = 3 })], Ct);
        Assert.Equal(3, (await again.FindRevisionsAsync([message.Id], Ct))[message.Id]);
        Assert.Equal(1, (await again.CheckAsync(Ct)).Messages);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        await using var index = LuceneFixture.New(_folder);
        var world = new SearchWorld(index);
        var place = world.Place();
        await world.PutAsync([.. Enumerable.Range(1, 50).Select(seq => world.Message("kept", place) with { Seq = seq })]);
        // The files as they are while the index is open: what a killed process leaves.
        var copy = Directory.CreateTempSubdirectory("collab-lucene-").FullName;
        Copy(_folder, copy);
        await using (var again = LuceneFixture.New(copy))
            Assert.Equal(50, await CountAsync(again, world, place));
        Directory.Delete(copy, recursive: true);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task A_file_that_was_cut_is_noticed_and_the_index_is_built_anew(double kept)
    {
        var (world, place) = await FillAsync(500);
        var file = LargestFile();
        using (var stream = new FileStream(file, FileMode.Open))
            stream.SetLength((long)(stream.Length * kept));
        await AssertHealsAsync(world, place);
    }

    [Fact]
    public async Task A_file_whose_content_changed_is_noticed_and_the_index_is_built_anew()
    {
        var (world, place) = await FillAsync(500);
        using (var stream = new FileStream(LargestFile(), FileMode.Open))
        {
            stream.Seek(stream.Length / 2, SeekOrigin.Begin);
            stream.Write([0x55, 0xAA, 0x55, 0xAA, 0x55, 0xAA, 0x55, 0xAA]);
        }

        await AssertHealsAsync(world, place);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_noticed_and_the_index_is_built_anew()
    {
        var (world, place) = await FillAsync(500);
        File.Delete(LargestFile());
        await AssertHealsAsync(world, place);
    }

    [Fact]
    public async Task An_index_of_another_version_is_built_anew()
    {
        var (world, place) = await FillAsync(5);
        var state = LuceneState.Read(_folder)! with { Schema = "0" }; // was just written
        state.Write(_folder);
        await using var index = LuceneFixture.New(_folder);
        Assert.Equal(0, await CountAsync(index, world, place));
        Assert.Equal(IndexCondition.Degraded, (await index.CheckAsync(Ct)).Condition);
        Assert.NotNull(await ((IIndexBuild)index).FindAsync(Ct));
    }

    [Fact]
    public async Task A_second_process_is_told_that_the_index_is_open()
    {
        await using var first = LuceneFixture.New(_folder);
        await first.ApplyAsync([], Ct);
        await using var second = LuceneFixture.New(_folder);
        var error = await Assert.ThrowsAsync<OutageException>(() => second.ApplyAsync([], Ct));
        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        await second.ApplyAsync([], Ct);
    }

    [Fact]
    public async Task A_build_brings_everything_in_while_the_old_index_is_searched_and_changes_go_to_both()
    {
        await using var index = LuceneFixture.New(_folder);
        var (world, source) = (new SearchWorld(index), new MemorySource());
        await BuildAsync(index, source);
        var place = source.Add(world, new StreamId((world.Number() & ~1023) + 500), "old one", "old two").Id;
        await BuildAsync(index, source);
        var fresh = world.Message("fresh", place) with { Seq = 3 };
        var edited = source.MessagesOf(place)[0];
        source.OnBucket = bucket =>
        {
            if (bucket.Value != 700)
                return;
            // Meanwhile the old one is whole, and what happens goes to both.
            Assert.Equal(2, CountAsync(index, world, place).GetAwaiter().GetResult());
            index.ApplyAsync([new IndexChange.Put(fresh), new IndexChange.Remove(edited.Id, 9)], Ct).GetAwaiter().GetResult();
            Assert.Equal(2, CountAsync(index, world, place).GetAwaiter().GetResult());
        };
        await BuildAsync(index, source);
        Assert.Equal(2, await CountAsync(index, world, place));
        Assert.Empty(await world.FindAsync(world.Scope(place), new SearchClause.Word("one")));
        Assert.Single(await world.FindAsync(world.Scope(place), new SearchClause.Word("fresh")));
        Assert.Single(Directory.GetDirectories(_folder));
        Assert.Null(await ((IIndexBuild)index).FindAsync(Ct));
    }

    [Fact]
    public async Task A_build_that_was_stopped_goes_on_after_a_restart()
    {
        var (source, place) = (new MemorySource(), default(StreamId));
        SearchWorld world;
        await using (var index = LuceneFixture.New(_folder))
        {
            world = new SearchWorld(index);
            place = source.Add(world, new StreamId((world.Number() & ~1023) + 5), "first").Id;
            using var stop = new CancellationTokenSource();
            source.OnBucket = bucket =>
            {
                if (bucket.Value == 600)
                    stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BuildAsync(index, source, stop.Token));
        }

        var read = new List<int>();
        source.OnBucket = bucket => read.Add(bucket.Value);
        await using var again = LuceneFixture.New(_folder);
        await BuildAsync(again, source);
        Assert.InRange(read[0], 500, 600);
        Assert.Equal(1, await CountAsync(again, world, place));
        Assert.Null(await ((IIndexBuild)again).FindAsync(Ct));
    }

    private static Task BuildAsync(IIndexBuild index, ISearchSource source, CancellationToken? ct = null) =>
        new IndexBuilder(index, source, new SearchDocuments(new PlainTexts(), new AttachedTexts(new NoFiles()))).RunAsync(_ => { }, ct ?? Ct);

    private static async Task<long> CountAsync(ISearchIndex index, SearchWorld world, StreamId place)
    {
        _ = world;
        return (await index.CountAsync([place], Ct))[place];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "write.lock"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // is below a folder
            File.Copy(file, target);
        }
    }

    private async Task<(SearchWorld World, StreamId Place)> FillAsync(int messages)
    {
        await using var index = LuceneFixture.New(_folder);
        var world = new SearchWorld(index);
        var place = world.Place();
        await BuildAsync(index, new MemorySource());
        await world.PutAsync([.. Enumerable.Range(1, messages).Select(seq => world.Message($"message number {seq} of these", place) with { Seq = seq })]);
        Assert.Equal(IndexCondition.Working, (await index.CheckAsync(Ct)).Condition);
        return (world, place);
    }

    private string LargestFile() =>
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("write.lock" or "state.json")).MaxBy(f => new FileInfo(f).Length)!; // there are some

    private async Task AssertHealsAsync(SearchWorld world, StreamId place)
    {
        await using var index = LuceneFixture.New(_folder);
        await Eventually.TrueAsync(async () => await IsDegradedAsync(index), "the damage is noticed and said", TimeSpan.FromSeconds(30));
        var source = new MemorySource();
        source.Add(world, place, [.. Enumerable.Range(1, 500).Select(seq => $"message number {seq} of these")]);
        await BuildAsync(index, source);
        Assert.Equal(500, await CountAsync(index, world, place));
        Assert.Equal((IndexCondition.Working, null), await StateAsync(index));
    }

    private static async Task<bool> IsDegradedAsync(LuceneSearchIndex index)
    {
        var state = await index.CheckAsync(Ct);
        return state.Condition == IndexCondition.Degraded && state.Note!.Contains("damaged", StringComparison.Ordinal); // a degraded one says why
    }

    private static async Task<(IndexCondition, string?)> StateAsync(LuceneSearchIndex index)
    {
        var state = await index.CheckAsync(Ct);
        return (state.Condition, state.Note);
    }
}
