using System.Globalization;
using System.Text;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Bench.Searching;

/// <summary>
/// Invented talk: words as frequent as they are in real talk (Zipf's law), half English, a third German with its long
/// compounds, the rest Chinese, and now and then an identifier, an address, a link.
/// </summary>
internal sealed class TalkMaker(int seed, int places, int people)
{
    private const int WordsPerLanguage = 60_000;
    private const int Letters = 3_000;
    private static readonly string[] Syllables = ["an", "ber", "con", "de", "er", "fer", "gen", "hal", "in", "ka", "lo", "men", "nor", "or", "pre", "qua", "re", "sta", "ten", "un", "ver", "wi", "xi", "yo", "zu", "schi", "tri", "bau", "lich", "keit"];
    private static readonly DateTimeOffset Begin = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(5 * 365);

    private readonly Random _dice = new(seed);
    private readonly string[] _english = Words(seed, 1, 3);
    private readonly string[] _german = Words(seed + 1, 2, 6);

    /// <summary>Whose talk it is.</summary>
    public static OrganizationId Organization { get; } = new(7);

    /// <summary>When it ends.</summary>
    public static DateTimeOffset End => Begin + Span;

    /// <summary>A place by number.</summary>
    public static StreamId Place(int number) => new(((long)number + 1) << 20);

    /// <summary>A person by number.</summary>
    public static UserId Person(int number) => new(((long)number + 1) << 21);

    /// <summary>The word of a rank, 0 for the most frequent.</summary>
    public string English(int rank) => _english[rank];

    /// <summary>The word of a rank, 0 for the most frequent.</summary>
    public string German(int rank) => _german[rank];

    /// <summary>The message of a number out of so many, spread over five years.</summary>
    public SearchDocument Message(long number, long of)
    {
        var place = Zipf(places);
        return new SearchDocument
        {
            Id = new MessageId((number + 1) << 10),
            Stream = Place(place),
            Seq = number + 1,
            Place = Place(place),
            Organization = Organization,
            PlaceKind = place % 5 == 0 ? StreamKind.Direct : StreamKind.Channel,
            Author = Person(Zipf(people)),
            At = Begin + (Span * ((double)number / of)),
            Revision = 1,
            Text = Text(),
            Marks = _dice.Next(20) == 0 ? MessageMarks.Link : MessageMarks.None,
        };
    }

    private string Text()
    {
        var language = _dice.Next(12);
        var length = 3 + (int)(-Math.Log(1 - _dice.NextDouble()) * 12);
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            text.Append(language < 6 ? _english[Zipf(WordsPerLanguage)] : language < 10 ? _german[Zipf(WordsPerLanguage)] : Run());
            if (language < 10)
                text.Append(i % 9 == 8 ? ". " : " ");
        }

        if (_dice.Next(10) == 0)
            text.Append(CultureInfo.InvariantCulture, $" COL-{_dice.Next(100_000)} 10.{_dice.Next(256)}.{_dice.Next(256)}.{_dice.Next(256)} get_{_english[_dice.Next(500)]}_by_id");
        return text.ToString();
    }

    private string Run() => string.Concat(Enumerable.Range(0, _dice.Next(1, 5)).Select(_ => (char)(0x4E00 + Zipf(Letters))));

    // Rank r is as frequent as 1 / (r + 1): the inverse of a sum that is about a logarithm.
    private int Zipf(int count) => Math.Min(count - 1, (int)Math.Exp(_dice.NextDouble() * Math.Log(count + 1)) - 1);

    private static string[] Words(int seed, int least, int most)
    {
        var dice = new Random(seed);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < WordsPerLanguage)
            words.Add(string.Concat(Enumerable.Range(0, dice.Next(least, most + 1) + (words.Count > 500 ? 1 : 0)).Select(_ => Syllables[dice.Next(Syllables.Length)])));
        return [.. words];
    }
}
