using Collab.Domain.Search.Queries;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryTreeTests
{
    [Theory]
    [InlineData(null, "nothing")]
    [InlineData("", "nothing")]
    [InlineData(" \t\n\u00A0\u3000 ", "nothing")]
    [InlineData("budget", "budget")]
    [InlineData("budget plan", "(budget & plan)")]
    [InlineData("budget\u3000plan\nnext\u00A0year", "(budget & plan & next & year)")]
    [InlineData("a\0b\u001Fc", "(a & b & c)")]
    [InlineData("a\uFEFFb\u2066c\uFFFEd", "(a & b & c & d)")]
    [InlineData("well-known e-mail", "(well-known & e-mail)")]
    [InlineData("foo_bar.baz() OrderService.cs", "(foo_bar.baz & OrderService.cs)")]
    [InlineData("漢字 😀 Ωmega", "(漢字 & 😀 & Ωmega)")]
    [InlineData("c++ c# + #", "(c++ & c# & + & #)")]
    [InlineData("👩‍👩‍👧 €", "(👩‍👩‍👧 & €)")]
    public void Words_side_by_side_must_all_be_there(string? query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    // Not in the table: attributes are kept in UTF-8, which has no half characters.
    [Fact]
    public void Half_a_character_separates_words() => Assert.Equal("(a & b & c & 😀)", Shown.Tree("a\uD800b\uDC00c\uD83D\uD83D\uDE00\uDE00"));

    [Theory]
    [InlineData("a OR b", "(a | b)")]
    [InlineData("a OR b OR c", "(a | b | c)")]
    [InlineData("a b OR c d", "((a & b) | (c & d))")]
    [InlineData("a (b OR c) d", "(a & (b | c) & d)")]
    [InlineData("a AND b", "(a & b)")]
    [InlineData("a AND b OR c", "((a & b) | c)")]
    [InlineData("a or b and c not d", "(a & or & b & and & c & not & d)")]
    [InlineData("a | b || c", "(a & b & c)")]
    [InlineData("(a)OR(b)", "(a | b)")]
    [InlineData("ORDER ANDREW NOTE", "(ORDER & ANDREW & NOTE)")]
    [InlineData("\"OR\" b", "(\"OR\" & b)")]
    public void OR_joins_weaker_than_standing_side_by_side(string query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    [Theory]
    [InlineData("(a)", "a")]
    [InlineData("((a b))", "(a & b)")]
    [InlineData("a (b (c d))", "(a & b & c & d)")]
    [InlineData("a OR (b OR (c OR d))", "(a | b | c | d)")]
    [InlineData("(a OR b) (c OR d)", "((a | b) & (c | d))")]
    [InlineData("() a ( )", "a")]
    [InlineData("f(x) g()", "(f & x & g)")]
    [InlineData("(a OR ...) b", "(a & b)")]
    public void A_tree_is_as_simple_as_what_it_says(string query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    [Theory]
    [InlineData("a -b", "(a & !b)")]
    [InlineData("-a", "!a")]
    [InlineData("-a -b", "(!a & !b)")]
    [InlineData("NOT a", "!a")]
    [InlineData("a NOT b", "(a & !b)")]
    [InlineData("a AND NOT b", "(a & !b)")]
    [InlineData("NOT -a", "a")]
    [InlineData("NOT NOT a", "a")]
    [InlineData("-(-a)", "a")]
    [InlineData("-\"b c\"", "!\"b c\"")]
    [InlineData("-from:ada", "!from=ada")]
    [InlineData("a -(b OR c)", "(a & !(b | c))")]
    [InlineData("NOT(a b)", "!(a & b)")]
    [InlineData("a - b", "(a & b)")]
    [InlineData("a -- b", "(a & b)")]
    [InlineData("git --force", "(git & --force)")]
    [InlineData("-OR -NOT", "(!OR & !NOT)")]
    [InlineData("a->b a -> b", "(a->b & a & b)")]
    [InlineData("a – b", "(a & b)")]
    [InlineData("-*** -... a", "a")]
    public void A_minus_or_NOT_right_in_front_negates(string query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    [Theory]
    [InlineData("\"annual plan\"", "\"annual plan\"")]
    [InlineData("\"  annual \n plan \"", "\"annual plan\"")]
    [InlineData("“annual plan”", "\"annual plan\"")]
    [InlineData("„annual plan“", "\"annual plan\"")]
    [InlineData("„annual plan”", "\"annual plan\"")]
    [InlineData("«annual plan»", "\"annual plan\"")]
    [InlineData("»annual plan«", "\"annual plan\"")]
    [InlineData("“annual plan\" x", "(\"annual plan\" & x)")]
    [InlineData("\"say „hi“ (OR) -x from:y\"", "\"say „hi“ (OR) -x from:y\"")]
    [InlineData("\"say \"\"hi\"\" now\"", "\"say \"hi\" now\"")]
    [InlineData("\"a\"b", "(\"a\" & b)")]
    [InlineData("\"\" \" \" \"...\" a", "a")]
    [InlineData("5\" 6\"", "(5\" & 6\")")]
    [InlineData("it's O'Reilly", "(it's & O'Reilly)")]
    [InlineData("\"C:\\dir\\\" x", "(\"C:\\dir\\\" & x)")]
    public void Quotation_marks_make_a_phrase(string query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    [Theory]
    [InlineData("from:ada", "from=ada")]
    [InlineData("FROM:Ada", "from=Ada")]
    [InlineData("from:@ada in:#general", "(from=@ada & in=#general)")]
    [InlineData("from:\"Ada Lovelace\" x", "(from=Ada Lovelace & x)")]
    [InlineData("from:“Ada Lovelace” x", "(from=Ada Lovelace & x)")]
    [InlineData("from: ada x", "(from=ada & x)")]
    [InlineData("from: \"Ada Lovelace\"", "from=Ada Lovelace")]
    [InlineData("in:a:b", "in=a:b")]
    [InlineData("(in:general)", "in=general")]
    [InlineData("(from:ada OR from:bob) in:general", "((from=ada | from=bob) & in=general)")]
    [InlineData("to:me with:ada mentions:me", "(to=me & with=ada & mentions=me)")]
    [InlineData("before:2026 after:2025 on:today during:may", "(before=2026 & after=2025 & on=today & during=may)")]
    [InlineData("has:link HAS:Code is:thread is:DM", "(has=link & has=Code & is=thread & is=DM)")]
    [InlineData("von:ada an:ada mit:ada in:x", "(from=ada & to=ada & with=ada & in=x)")]
    [InlineData("vor:heute nach:heute am:heute", "(before=heute & after=heute & on=heute)")]
    [InlineData("während:mai waehrend:mai WÄHREND:mai", "(during=mai & during=mai & during=mai)")]
    [InlineData("hat:Datei has:bild ist:UNGELESEN is:zurückgerufen ist:zurueckgerufen", "(has=Datei & has=bild & is=UNGELESEN & is=zurückgerufen & is=zurueckgerufen)")]
    [InlineData("hat:link ist:dm erwähnt:ada erwaehnt:ada", "(has=link & is=dm & mentions=ada & mentions=ada)")]
    public void Operators_take_a_value(string query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    [Theory]
    [InlineData("before:last week budget", "(before=last week & budget)")]
    [InlineData("during: november 2026 budget", "(during=november 2026 & budget)")]
    [InlineData("am:5. november 2026", "on=5. november 2026")]
    [InlineData("after:3 days ago", "after=3 days ago")]
    [InlineData("nach:vor 3 tagen x", "(after=vor 3 tagen & x)")]
    [InlineData("on:monday 2026", "(on=monday & 2026)")]
    [InlineData("after:2026 budget plan", "(after=2026 & budget & plan)")]
    [InlineData("on:\"november\" 2026", "(on=november & 2026)")]
    [InlineData("(before:last week)", "before=last week")]
    public void A_date_takes_the_words_that_make_one(string query, string tree) => Assert.Equal(tree, Shown.Tree(query));

    [Theory]
    [InlineData("http://example.com/a?b=c")]
    [InlineData("https://example.com:8080")]
    [InlineData("form://x")]
    [InlineData("10:30")]
    [InlineData("C:\\dir")]
    [InlineData("std::vector")]
    [InlineData("::1")]
    [InlineData(":+1:")]
    [InlineData(":tada:")]
    [InlineData("note:")]
    [InlineData("note:x")]
    [InlineData("git:status")]
    [InlineData("list:all")]
    [InlineData("id:5")]
    [InlineData("localhost:8080")]
    [InlineData("mailto:ada@example.com")]
    [InlineData("form:")]
    [InlineData("x-from:ada")]
    [InlineData("fromage1:x")]
    [InlineData("ｆｒｏｍ:ada")]
    public void What_looks_like_no_operator_is_a_word(string query)
    {
        var parsed = QueryParser.Parse(query);

        Assert.Equal(query, Assert.IsType<QueryNode.Word>(parsed.Root).Text);
        Assert.Empty(parsed.Problems);
    }

    [Theory]
    [InlineData("dep*", "dep")]
    [InlineData("dep** *x", "(dep & *x)")]
    [InlineData("how?", "how?")]
    [InlineData("... , ; /\\ ~ = a", "a")]
    [InlineData("\u0301", "nothing")]
    public void Words_lose_their_trailing_star_and_mere_punctuation_is_left_out(string query, string tree)
    {
        Assert.Equal(tree, Shown.Tree(query));
        Assert.Empty(QueryParser.Parse(query).Problems);
    }
}
