using System.Text.Json;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Words and keywords: how they match, and BM25 as Elasticsearch counts it by default.</summary>
internal sealed class TextScorer(IReadOnlyList<EngineIndexView> views)
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly Dictionary<(string Field, string Term), double> _rarities = [];
    private readonly Lazy<double> _length = new(() => views.SelectMany(v => v.Documents).Select(d => d.Words("words").Count).DefaultIfEmpty(1).Average());

    public double? Term(string field, string term, EngineDocument document)
    {
        if (document.HasKeyword(field, term))
            return Rarity(field, term, d => d.HasKeyword(field, term));
        var words = document.Words(field);
        var times = words.Count(w => w == term);
        return times == 0 ? null : Rarity(field, term, d => d.Words(field).Contains(term)) * Frequency(times, words.Count);
    }

    public double? Score(string kind, string field, JsonElement asked, EngineDocument document) => kind switch
    {
        "prefix" => Matches(field, document, asked.GetProperty("value").GetString() ?? "") ? 1 : null,
        "fuzzy" => document.Words(field).Any(w => IsNear(w, asked)) ? 1 : null,
        "match_phrase" => Phrase(field, asked, document, endsOpen: false),
        "match_phrase_prefix" => Phrase(field, asked, document, endsOpen: true),
        _ => throw EngineException.Illegal($"unknown query [{kind}]"),
    };

    private static bool Matches(string field, EngineDocument document, string prefix) =>
        document.Words(field).Concat(document.Keywords(field)).Any(w => w.StartsWith(prefix, StringComparison.Ordinal));

    private double? Phrase(string field, JsonElement asked, EngineDocument document, bool endsOpen)
    {
        var wanted = (asked.GetProperty("query").GetString() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = document.Words(field);
        var times = Enumerable.Range(0, Math.Max(0, words.Count - wanted.Length + 1)).Count(at => IsPhraseAt(words, wanted, at, endsOpen));
        if (times == 0 || wanted.Length == 0)
            return null;
        var rarity = wanted.SkipLast(endsOpen ? 1 : 0).Sum(word => Rarity(field, word, d => d.Words(field).Contains(word)));
        return Math.Max(rarity, 0.1) * Frequency(times, words.Count);
    }

    private static bool IsPhraseAt(IReadOnlyList<string> words, string[] wanted, int at, bool endsOpen)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            var isOpen = endsOpen && i == wanted.Length - 1;
            if (words[at + i] != wanted[i] && !(isOpen && words[at + i].StartsWith(wanted[i], StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    private static bool IsNear(string word, JsonElement asked)
    {
        var value = asked.GetProperty("value").GetString() ?? "";
        var fixedLetters = asked.GetProperty("prefix_length").GetInt32();
        return word.Length >= fixedLetters && value.Length >= fixedLetters
            && word.AsSpan(0, fixedLetters).SequenceEqual(value.AsSpan(0, fixedLetters))
            && Distance(word, value) <= asked.GetProperty("fuzziness").GetInt32();
    }

    // Written anew, not taken from the product: a fault there must not be a fault here as well.
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var best = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                cost[i, j] = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
            }
        }

        return cost[a.Length, b.Length];
    }

    private double Rarity(string field, string term, Func<EngineDocument, bool> has)
    {
        if (_rarities.TryGetValue((field, term), out var known))
            return known;
        var documents = views.SelectMany(v => v.Documents).ToList();
        var with = documents.Count(has);
        return _rarities[(field, term)] = Math.Log(1 + ((documents.Count - with + 0.5) / (with + 0.5)));
    }

    private double Frequency(int times, int length) => (K1 + 1) * times / (times + (K1 * (1 - B + (B * length / Math.Max(1, _length.Value)))));
}
