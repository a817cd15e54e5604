using System.Diagnostics;
using Collab.Bench.Reporting;
using Collab.Domain.Search;
using Collab.Search.Lucene;
using Collab.Support.Search;
using Lucene.Net.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Bench.Searching;

/// <summary>
/// A million messages (<c>--messages</c>): how fast the embedded index takes them and how much room it needs, and twelve kinds
/// of queries of somebody in 500 of 2,000 places, each against what Lucene alone needs for the same words over the same files.
/// <c>--keep 1</c> leaves the index for the next run, which then asks it and says nothing about filling.
/// </summary>
internal static class SearchBench
{
    private const int Places = 2_000;
    private const int Seats = 500;
    private const int People = 5_000;

    // What the consumer takes of a stream at once, and as many lanes as it has on four shards.
    private const int Batch = 500;
    private const int Lanes = 16;
    private const int Portion = 50_000;

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var messages = options.Number("messages", options.Quick ? 100_000 : 1_000_000);
        var isKept = options.Number("keep", 0) > 0;
        var folder = isKept
            ? Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"collab-bench-search-{messages}")).FullName
            : Directory.CreateTempSubdirectory("collab-bench-search-").FullName;
        try
        {
            await using var index = new LuceneSearchIndex(new LuceneOptions(folder), TimeProvider.System, NullLogger<LuceneSearchIndex>.Instance);
            var talk = new TalkMaker(1, Places, People);
            var (figures, budgets) = (new List<Figure>(), new List<Budget>());
            if ((await index.CheckAsync(ct)).Messages < messages)
            {
                var perSecond = await FillAsync(index, talk, messages, ct);
                figures.Add(new Figure("messages indexed", perSecond, "1/s"));
                budgets.Add(new Budget("messages indexed per second", perSecond, 5_000, AtLeast: true));
            }

            using var bare = new BareLucene(Directory.GetDirectories(folder).Single());
            figures.Add(new Figure("room for each message", (double)((await index.CheckAsync(ct)).Bytes ?? 0) / messages, "bytes"));
            foreach (var kind in Kinds(talk))
                Measure(index, bare, kind, options.Quick ? 30 : 100, figures, budgets, ct);
            return new Report("search", $"{messages:N0} messages of five years in {Places:N0} places by {People:N0} people; somebody in {Seats} places; page of 20, no counts by facet", figures, budgets);
        }
        finally
        {
            if (!isKept)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> FillAsync(LuceneSearchIndex index, TalkMaker talk, int messages, CancellationToken ct)
    {
        // Inventing is not indexing: it happens while the clock stands still.
        var filling = new Stopwatch();
        for (var at = 0; at < messages; at += Portion)
        {
            var batches = Enumerable.Range(at, Math.Min(Portion, messages - at)).Select(i => (IndexChange)new IndexChange.Put(talk.Message(i, messages))).Chunk(Batch).ToList();
            filling.Start();
            await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = ct }, async (batch, c) => await index.ApplyAsync(batch, c));
            filling.Stop();
        }

        return messages / filling.Elapsed.TotalSeconds;
    }

    private static void Measure(LuceneSearchIndex index, BareLucene bare, Kind kind, int rounds, List<Figure> figures, List<Budget> budgets, CancellationToken ct)
    {
        var scope = SearchWorld.ScopeOf(TalkMaker.Organization, [.. Enumerable.Range(0, Seats).Select(i => TalkMaker.Place(i * (Places / Seats)))], []);
        var search = new IndexSearch { Scope = scope, Wanted = kind.Wanted, Sort = kind.Sort, IsFuzzy = kind.IsFuzzy, Now = TalkMaker.End, Limit = 20 };
        var (ours, theirs) = (new List<double>(), new List<double>());
        var found = 0L;
        for (var round = -10; round < rounds; round++)
        {
            // In turns: what else the machine does hits both.
            var bareTime = Time(() => bare.Search(kind.Bare, kind.Sort == SearchSort.Newest));
            var time = Time(() => found = index.SearchAsync(search, ct).GetAwaiter().GetResult().Total);
            if (round < 0)
                continue;
            ours.Add(time);
            theirs.Add(bareTime);
        }

        figures.Add(new Figure($"{kind.Name}: {found:N0} found, p50 / p95 / p99 {At(ours, 0.5):0.0} / {At(ours, 0.95):0.0} / {At(ours, 0.99):0.0}; Lucene alone p50", At(theirs, 0.5), "ms"));
        budgets.Add(new Budget($"{kind.Name} / Lucene alone", At(ours, 0.5) / At(theirs, 0.5), 1.5, AtLeast: false));
    }

    private static IEnumerable<Kind> Kinds(TalkMaker talk)
    {
        var (often, some, rare, compound) = (talk.English(20), talk.English(400), talk.English(20_000), Enumerable.Range(3_000, 1_000).Select(talk.German).First(word => word.Length >= 12));
        yield return new("frequent word", Word(often), Whole(often));
        yield return new("word", Word(some), Whole(some));
        yield return new("rare word", Word(rare), Whole(rare));
        yield return new("word, newest first", Word(some), Whole(some)) { Sort = SearchSort.Newest };
        yield return new("two words", All(Word(often), Word(some)), BareLucene.All(Whole(often), Whole(some)));
        yield return new("one of two words", new SearchClause.Any([Word(some), Word(rare)]), BareLucene.Any(Whole(some), Whole(rare)));
        yield return new("phrase", new SearchClause.Phrase($"{talk.English(3)} {talk.English(8)}"), BareLucene.Phrase(talk.English(3), talk.English(8)));
        yield return new("beginning of words", Word(compound[..4]), Whole(compound[..4]));
        yield return new("part of a word", Word(compound[2..8]), Whole(compound[2..8]));
        yield return new("Chinese", Word("一丁"), BareLucene.Phrase("一", "丁"));
        yield return new("identifier", Word("col-4711"), BareLucene.Any(BareLucene.Word("col-4711", "codes"), BareLucene.Beginning("col-4711", "codes"), BareLucene.Phrase("col", "4711")));
        yield return new("word with a typo", Word(Swapped(compound)), BareLucene.Any(Whole(Swapped(compound)), BareLucene.Near(Swapped(compound)))) { IsFuzzy = true };
        yield return new("word by one person", All(Word(often), new SearchClause.By([TalkMaker.Person(3)])), BareLucene.All(Whole(often), BareLucene.Word(TalkMaker.Person(3).Value.ToString("x", null), "author")));
    }

    // What a word means to us, said in Lucene's words.
    private static Query Whole(string word) =>
        word.Length < 4
            ? BareLucene.Any(BareLucene.Word(word), BareLucene.Beginning(word))
            : BareLucene.Any(BareLucene.Word(word), BareLucene.Beginning(word), BareLucene.Beginning(word, "parts"));

    private static string Swapped(string word) => word[..3] + word[4] + word[3] + word[5..];

    private static SearchClause Word(string text) => new SearchClause.Word(text);

    private static SearchClause All(params SearchClause[] clauses) => new SearchClause.All(clauses);

    private static double Time(Action act)
    {
        var clock = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)((values.Count - 1) * share));

    private sealed record Kind(string Name, SearchClause Wanted, Query Bare)
    {
        public SearchSort Sort { get; init; }

        public bool IsFuzzy { get; init; }
    }
}
