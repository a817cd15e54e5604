using System.Text;
using Collab.Search.Text;
using Collab.Support.Contracts;
using CsCheck;
using Xunit;

namespace Collab.Search.Tests.Text;

public sealed class NameFoldingTests
{
    private static readonly NameFolding Folding = new();

    // Letters of several scripts, marks, separators, emoji and broken halves; not the parts of composed Indic and Korean signs.
    private static readonly string[] Pieces =
    [
        "a", "Z", "é", "e\u0301", "ß", "ẞ", "Ø", "Æ", "ł", "Đ", "İ", "ﬁ", "Ｆ", "５", "Σ", "ς", "Ж", "ё", "ع", "ב", "ก", "山", "田", "か", "カ", "ｶ", "한", "𠮷",
        " ", ".", "-", "'", "\u200D", "🚀", "\uD83D", "\u202E",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Array[0, 40].Select(chosen => string.Concat(chosen.Select(i => Pieces[i]))));

    [Theory]
    [InlineData("Ada Lovelace", "ada", "lovelace")]
    [InlineData("Zoë ÅNGSTRÖM", "zoe", "angstrom")]
    [InlineData("Strauß", "strauss")]
    [InlineData("STRAUẞ", "strauss")]
    [InlineData("Søren Kierkegaard", "soren", "kierkegaard")]
    [InlineData("Łukasz Żółć", "lukasz", "zolc")]
    [InlineData("Ægir Đorđe", "aegir", "dorde")]
    [InlineData("Þóra Œuvre", "thora", "oeuvre")]
    [InlineData("İstanbul Ilgaz ılık", "istanbul", "ilgaz", "ilik")]
    [InlineData("Ｆｕｌｌ Ｗｉｄｔｈ", "full", "width")]
    [InlineData("ﬁnn", "finn")]
    [InlineData("Nguyễn Thị", "nguyen", "thi")]
    [InlineData("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ")]
    [InlineData("Фёдор ЙОД", "федор", "иод")]
    [InlineData("ada.lovelace anna-maria o'neill", "ada", "lovelace", "anna", "maria", "o", "neill")]
    [InlineData("Team 42", "team", "42")]
    [InlineData("ada ADA Adá", "ada")]
    [InlineData("🚀 ... — \u200D", new string[0])]
    [InlineData("", new string[0])]
    public void Case_accents_and_width_do_not_matter(string text, params string[] words) => Assert.Equal(words, Folding.Words(text));

    [Theory]
    [InlineData("山田太郎", "山田太郎", "田太郎", "太郎", "郎")]
    [InlineData("김철수", "김철수", "철수", "수")]
    [InlineData("ﾔﾏﾀﾞ", "ヤマタ", "マタ", "タ")]
    [InlineData("李Anna", "李", "anna")]
    [InlineData("𠮷野", "𠮷野", "野")]
    public void Names_without_spaces_are_found_from_any_of_their_letters(string text, params string[] words) => Assert.Equal(words, Folding.Words(text));

    [Fact]
    public void Words_are_few_and_short()
    {
        Assert.Equal(12, Folding.Words("a b c d e f g h i j k l m n o p").Count);
        Assert.Equal(3, Folding.Words("a b c d e", 3).Count);
        Assert.Equal(40, Assert.Single(Folding.Words(new string('x', 90))).Length);
        Assert.Equal(12, Folding.Words(new string('山', 3) + new string('田', 300)).Count);
        Assert.Equal(80, Folding.SortKey(new string('x', 90)).Length);
    }

    [Fact]
    public void A_sort_key_is_the_folded_words_in_their_order()
    {
        Assert.Equal("angstrom zoe", Folding.SortKey("  Ångström,   ZOË "));
        Assert.Equal("山田 太郎", Folding.SortKey("山田 太郎"));
        Assert.Equal("", Folding.SortKey("🚀"));
    }

    [Fact]
    public void Any_text_gives_words_within_bounds() => Texts.Sample(IsWithinBounds);

    [Fact]
    public void Folding_what_is_folded_changes_nothing() =>
        Texts.Sample(text =>
        {
            var words = Folding.Words(text, 1000);
            return words.ToHashSet().SetEquals(words.SelectMany(w => Folding.Words(w, 1000))) && Folding.SortKey(Folding.SortKey(text)) == Folding.SortKey(text);
        });

    [Fact]
    public void Case_never_matters() =>
        Gen.Char["abczäöüéñçøåßαβωжящ .-"].Array[0, 30].Select(c => new string(c)).Sample(
            text => Folding.Words(text.ToUpperInvariant()).SequenceEqual(Folding.Words(text.ToLowerInvariant())));

    [Fact]
    public void Whatever_is_typed_of_a_name_finds_it() =>
        Gen.Select(Texts, Gen.Int[0, 200]).Sample((text, length) =>
        {
            var typed = Folding.Words(string.Concat(text.EnumerateRunes().Take(length).Select(r => r.ToString())), 1000);
            var words = Folding.Words(text, 1000);
            return typed.All(t => words.Any(w => w.StartsWith(t, StringComparison.Ordinal)));
        });

    [Fact]
    public void A_huge_text_costs_no_more_than_a_long_one()
    {
        var huge = string.Concat(Enumerable.Repeat("a\u0301\u0302 ", 1_000_000));
        Assert.Equal(["a"], Folding.Words(huge));
        Assert.True(Folding.SortKey(huge).Length <= 80);
    }

    [Fact]
    public void Hostile_strings_are_folded_like_any_other()
    {
        var strings = Contract.HostileStrings.Strings();
        Assert.NotEmpty(strings);
        Assert.All(strings, text => Assert.True(IsWithinBounds(text), text));
    }

    private static bool IsWithinBounds(string text)
    {
        var words = Folding.Words(text);
        return words.Count <= 12
            && words.Distinct(StringComparer.Ordinal).Count() == words.Count
            && words.All(w => w.Length is > 0 and <= 40 && IsWellFormed(w) && w.EnumerateRunes().All(r => !Rune.IsWhiteSpace(r) && !Rune.IsControl(r)))
            && Folding.SortKey(text).Length <= 80 && IsWellFormed(Folding.SortKey(text));
    }

    private static bool IsWellFormed(string text) => text == string.Concat(text.EnumerateRunes());
}
