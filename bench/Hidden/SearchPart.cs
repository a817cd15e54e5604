using Collab.Bench.Reporting;
using Collab.Bench.Searching;
using Collab.Domain.Hidden;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Search.Lucene;
using Collab.Support.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Bench.Hidden;

/// <summary>Searches of the embedded index that leave out nothing, a hundred messages, and ten thousand.</summary>
internal static class SearchPart
{
    private const int Places = 2_000;
    private const int Seats = 500;
    private const int People = 5_000;
    private const int Batch = 500;
    private const int Few = 100;

    public static async Task<(Figure[] Figures, Budget[] Budgets)> MeasureAsync(int messages, BenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("collab-bench-hidden-").FullName;
        try
        {
            await using var index = new LuceneSearchIndex(new LuceneOptions(folder), TimeProvider.System, NullLogger<LuceneSearchIndex>.Instance);
            var talk = new TalkMaker(1, Places, People);
            foreach (var batch in Enumerable.Range(0, messages).Chunk(Batch))
                await index.ApplyAsync([.. batch.Select(i => new IndexChange.Put(talk.Message(i, messages)))], ct);
            _ = await index.CheckAsync(ct);
            var (figures, budgets) = (new List<Figure>(), new List<Budget>());
            foreach (var (name, rank) in new[] { ("frequent word", 20), ("word", 400), ("rare word", 4_000) })
                await MeasureAsync(index, name, new SearchClause.Word(talk.English(rank)), messages, options.Quick ? 50 : 200, figures, budgets, ct);
            return ([.. figures], [.. budgets]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        LuceneSearchIndex index, string name, SearchClause wanted, int messages, int rounds, List<Figure> figures, List<Budget> budgets, CancellationToken ct)
    {
        var scope = SearchWorld.ScopeOf(TalkMaker.Organization, [.. Enumerable.Range(0, Seats).Select(i => TalkMaker.Place(i * (Places / Seats)))], []);
        var whole = new IndexSearch { Scope = scope, Wanted = wanted, Now = TalkMaker.End, Limit = 20 };
        var found = await index.SearchAsync(whole, ct);
        // The first hits are among them, so that something is left out; the others are spread over everything that was said.
        var few = Hidden(found, messages, Few);
        var many = Hidden(found, messages, HiddenMessage.MaxPerStream);
        var (some, least) = (whole with { Wanted = Without(wanted, few) }, whole with { Wanted = Without(wanted, many) });
        var times = await Turns.MediansAsync(
            rounds,
            () => index.SearchAsync(whole, ct),
            () => SearchAsync(index, some, few, found, ct),
            () => SearchAsync(index, least, many, found, ct));
        figures.AddRange(
        [
            new($"{name}: {found.Total:N0} found, nothing hidden", times[0], "ms"), new($"{name}, {Few} hidden", times[1], "ms"),
            new($"{name}, {many.Count:N0} hidden", times[2], "ms"), new($"{name}: {many.Count:N0} hidden / nothing hidden", times[2] / times[0], "times"),
        ]);
        budgets.Add(new Budget($"search, {name}: {Few} hidden / nothing hidden", times[1] / times[0], 1.5, AtLeast: false));
    }

    // As each search says it.
    private static SearchClause.All Without(SearchClause wanted, IReadOnlySet<MessageId> hidden) => new([wanted, new SearchClause.Not(new SearchClause.Among([.. hidden]))]);

    private static HashSet<MessageId> Hidden(SearchHits found, int messages, int count)
    {
        var hidden = found.Hits.Select(h => h.Id).Take(Few / 10).ToHashSet();
        for (var number = 0L; hidden.Count < count; number += messages / count)
            hidden.Add(new MessageId((number + 1) << 10));
        return hidden;
    }

    // What is fast and wrong is no figure.
    private static async Task SearchAsync(LuceneSearchIndex index, IndexSearch search, IReadOnlySet<MessageId> hidden, SearchHits before, CancellationToken ct)
    {
        var hits = await index.SearchAsync(search, ct);
        if (hits.Total >= before.Total || hits.Hits.Any(h => hidden.Contains(h.Id)))
            throw new InvalidOperationException($"{hits.Total} found without {hidden.Count} hidden, {before.Total} with them.");
    }
}
