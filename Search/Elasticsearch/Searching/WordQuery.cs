using System.Text.Json.Nodes;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Text;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>
/// What a typed word finds. How it was found decides the step that a hit stands on (itself, a beginning, an end,
/// nearly); on the first one, how rare the word is and how short the text adds to it.
/// </summary>
internal sealed class WordQuery(bool isFuzzy, int expansions)
{
    private const double Itself = 3;
    private const double Beginning = 1;
    private const double Ending = 0.6;
    private const double Almost = 0.4;

    public JsonObject Of(TypedWord typed) =>
        typed.IsEmpty ? Query.Nothing()
        : typed.IsCodeOnly ? Query.Best(Codes(typed))
        : typed.Single is { } word ? OfWord(word, typed)
        : OfRun(string.Join(' ', typed.Words), typed);

    /// <summary>Whole words behind each other.</summary>
    public static JsonObject OfPhrase(string phrase)
    {
        var words = string.Join(' ', WordBreaker.Words(phrase).Select(w => w.Value));
        return words.Length == 0 ? Query.Nothing() : Query.Any([Query.Phrase(words), Query.Constant(Query.Phrase(words), Itself)]);
    }

    private JsonObject OfWord(string word, TypedWord typed)
    {
        var steps = new List<JsonObject> { Query.Constant(Query.Term(Field.Words, word), Itself) };
        if (typed.EndsOpen)
            steps.Add(Query.Constant(Query.Prefix(Field.Words, word), Beginning));
        if (typed.MatchesParts)
            steps.Add(Query.Constant(Query.Prefix(Field.Parts, word), Ending));
        if (isFuzzy && typed.Fuzziness > 0)
            steps.Add(Query.Constant(Query.Nearly(word, typed.Fuzziness, expansions), Almost));
        return Query.Any([Query.Term(Field.Words, word), Query.Best([.. steps, .. Codes(typed)])]);
    }

    private JsonObject OfRun(string words, TypedWord typed)
    {
        var steps = new List<JsonObject> { Query.Constant(Query.Phrase(words), Itself) };
        if (typed.EndsOpen)
            steps.Add(Query.Constant(Query.PhrasePrefix(words, expansions), Beginning));
        return Query.Any([Query.Phrase(words), Query.Best([.. steps, .. Codes(typed)])]);
    }

    private static IEnumerable<JsonObject> Codes(TypedWord typed)
    {
        if (typed.Code is not { } code)
            yield break;
        yield return Query.Constant(Query.Term(Field.Codes, code), Itself);
        if (typed.CodeEndsOpen)
            yield return Query.Constant(Query.Prefix(Field.Codes, code), Beginning);
    }
}
