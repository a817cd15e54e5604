using Xunit;

namespace Collab.Search.Tests.Contracts;

/// <summary>Which words find which texts.</summary>
public abstract class WordContract : SearchContract
{
    [Theory]
    // Whole words, case, accents, width.
    [InlineData("The deployment is done", "deployment", true)]
    [InlineData("The deployment is done", "DEPLOYMENT", true)]
    [InlineData("The deployment is done", "Done", true)]
    [InlineData("The deployment is done", "redeployment", false)]
    [InlineData("Déjà vu à la crème brûlée", "deja", true)]
    [InlineData("Deja vu", "déjà", true)]
    [InlineData("Wir müssen über Größe reden", "grosse", true)]
    [InlineData("Wir müssen über Größe reden", "GRÖSSE", true)]
    [InlineData("Straße", "strasse", true)]
    [InlineData("smørrebrød", "smorrebrod", true)]
    [InlineData("Łódź is nice", "lodz", true)]
    [InlineData("Ｆｕｌｌ ｗｉｄｔｈ", "full", true)]
    [InlineData("e\u0301te\u0301", "été", true)]
    [InlineData("Привет, мир", "привет", true)]
    [InlineData("Йод и ёлка", "елка", true)]
    [InlineData("Καλημέρα κόσμε", "καλημερα", true)]
    [InlineData("İSTANBUL", "istanbul", true)]
    [InlineData("مرحبا بالعالم", "مرحبا", true)]
    [InlineData("שלום עולם", "שלום", true)]
    [InlineData("नमस्ते दुनिया", "नमस्ते", true)]
    // Beginnings: typing finds as one types.
    [InlineData("The deployment is done", "de", true)]
    [InlineData("The deployment is done", "deploy", true)]
    [InlineData("The deployment is done", "deploymentx", false)]
    [InlineData("abc", "a", false)]
    [InlineData("plan a or plan b", "a", true)]
    [InlineData("20261129 report", "2026", true)]
    // Parts of words, which German needs.
    [InlineData("Der Datenbankserver steht", "server", true)]
    [InlineData("Der Datenbankserver steht", "bank", true)]
    [InlineData("Der Datenbankserver steht", "bankser", true)]
    [InlineData("Der Datenbankserver steht", "ban", false)]
    [InlineData("Donaudampfschifffahrtsgesellschaft", "schifffahrt", true)]
    [InlineData("start the party", "art", false)]
    [InlineData("getUserName()", "username", true)]
    // Chinese, Japanese, Korean, Thai: any run of letters.
    [InlineData("我们明天在东京见面", "东京", true)]
    [InlineData("我们明天在东京见面", "东", true)]
    [InlineData("我们明天在东京见面", "面", true)]
    [InlineData("我们明天在东京见面", "京东", false)]
    [InlineData("東京都庁で会いましょう", "東京都", true)]
    [InlineData("東京都庁で会いましょう", "京都", true)]
    [InlineData("東京都庁で会いましょう", "会いま", true)]
    [InlineData("今日は晴れ", "れ", true)]
    [InlineData("今日は晴れ", "晴", true)]
    [InlineData("カタカナ", "ｶﾀｶﾅ", true)]
    [InlineData("ガス", "カス", false)]
    [InlineData("ｶﾞｽ", "ガス", true)]
    [InlineData("회의는 내일입니다", "내일", true)]
    [InlineData("회의는 내일입니다", "회의", true)]
    [InlineData("회의는 내일입니다", "의회", false)]
    [InlineData("สวัสดีชาวโลก", "ชาว", true)]
    [InlineData("iPhone15を買う", "iphone15", true)]
    [InlineData("iPhone15を買う", "買う", true)]
    [InlineData("iPhone15を買う", "iphone15を買う", true)]
    [InlineData("𠮷野家", "𠮷", true)]
    // Code, identifiers, addresses.
    [InlineData("call foo_bar(42)", "foo_bar", true)]
    [InlineData("call foo_bar(42)", "bar", true)]
    [InlineData("call foo_bar(42)", "foo_ba", true)]
    [InlineData("call foo_bar(42)", "bar_foo", false)]
    [InlineData("call foo_bar(42)", "foo_bar(42)", true)]
    [InlineData("ping 10.0.0.1 now", "10.0.0.1", true)]
    [InlineData("ping 10.0.0.1 now", "10.0.0", true)]
    [InlineData("ping 10.0.0.1 now", "10.0.1", false)]
    [InlineData("ping 10.0.0.1, then", "10.0.0.1", true)]
    [InlineData("see https://example.com/a/b?c=d#e", "https://example.com/a/b?c=d#e", true)]
    [InlineData("see https://example.com/a/b?c=d#e", "example.com", true)]
    [InlineData("see https://www.example.com/a/b", "example.com/a", true)]
    [InlineData("see https://example.com/a/b", "example", true)]
    [InlineData("mail ada.lovelace@example.org please", "ada.lovelace@example.org", true)]
    [InlineData("mail ada.lovelace@example.org please", "lovelace", true)]
    [InlineData("mail ada.lovelace@example.org please", "lovelace@example", true)]
    [InlineData("ticket COL-1234 is open", "COL-1234", true)]
    [InlineData("ticket COL-1234 is open", "col-12", true)]
    [InlineData("ticket COL-1234 is open", "1234", true)]
    [InlineData("ticket COL-1234 is open", "COL-1243", false)]
    [InlineData("a well-known fact", "well-known", true)]
    [InlineData("a well-known fact", "known", true)]
    [InlineData("written in C++ and C#", "c++", true)]
    [InlineData("written in C++ and C#", "c#", true)]
    [InlineData("written in C and D", "c++", false)]
    [InlineData("written in (C++)", "c++", true)]
    [InlineData("upgrade to .NET 10", ".net", true)]
    [InlineData("fishing with a net", ".net", false)]
    [InlineData("v1.2.3-beta", "1.2.3", true)]
    [InlineData("v1.2.3-beta", "v1.2.3-beta", true)]
    [InlineData("std::vector<int>", "std::vector", true)]
    [InlineData("C:\\Windows\\System32", "windows", true)]
    [InlineData("C:\\Windows\\System32", "c:\\windows", true)]
    [InlineData("run `rm -rf /tmp/x`", "/tmp/x", true)]
    [InlineData("sha 9f86d081884c7d659a2feaa0c55ad015", "9f86d081", true)]
    [InlineData("it's Ada's idea", "ada's", true)]
    [InlineData("it's Ada's idea", "ada", true)]
    [InlineData("it’s Ada’s idea", "ada's", true)]
    // Emoji and signs.
    [InlineData("shipped 🚀 today", "🚀", true)]
    [InlineData("shipped 🚀 today", "🎉", false)]
    [InlineData("well done 👍🏽", "👍", true)]
    [InlineData("family 👨‍👩‍👧", "👨‍👩‍👧", true)]
    [InlineData("love ❤️", "❤", true)]
    [InlineData("shipped🚀today", "today", true)]
    public async Task A_word_finds_a_text(string text, string typed, bool isFound)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message(text, place);
        await world.PutAsync(message, world.Message("something else entirely", place));
        var found = await world.FindAsync(world.Scope(place), Word(typed));
        Assert.Equal(isFound ? [message.Id] : [], found);
    }

    [Theory]
    [InlineData("the quick brown fox", "quick brown", true)]
    [InlineData("the quick brown fox", "brown quick", false)]
    [InlineData("the quick brown fox", "quick fox", false)]
    [InlineData("the quick brown fox", "quick bro", false)]
    [InlineData("The Quick, Brown fox", "quick brown", true)]
    [InlineData("deployment", "deploy", false)]
    [InlineData("deploy now", "deploy", true)]
    [InlineData("Datenbankserver", "server", false)]
    [InlineData("今日は晴れです", "は晴", true)]
    [InlineData("error in line 10", "in line 10", true)]
    [InlineData("foo_bar baz", "bar baz", true)]
    [InlineData("crème brûlée", "creme brulee", true)]
    [InlineData("one\ntwo", "one two", true)]
    [InlineData("anything", "...", false)]
    public async Task A_phrase_finds_its_words_as_they_are(string text, string phrase, bool isFound)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message(text, place);
        await world.PutAsync(message);
        Assert.Equal(isFound ? [message.Id] : [], await world.FindAsync(world.Scope(place), Phrase(phrase)));
    }

    [Theory]
    [InlineData("the deployment failed", "deploymnet", true)]
    [InlineData("the deployment failed", "deplyoment", true)]
    [InlineData("the deployment failed", "depl0yment", true)]
    [InlineData("the deployment failed", "xeployment", false)]
    [InlineData("hello world", "helo", true)]
    [InlineData("hello world", "hlelo", true)]
    [InlineData("hello world", "hxllx", false)]
    [InlineData("the cat sat", "car", false)]
    [InlineData("Größe", "grösse", true)]
    public async Task Nearly_the_same_word_finds_a_text_when_that_is_wanted(string text, string typed, bool isFound)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message(text, place);
        await world.PutAsync(message);
        Assert.Equal(isFound ? [message.Id] : [], await world.FindAsync(world.Scope(place), Word(typed), isFuzzy: true));
    }

    [Fact]
    public async Task A_typo_finds_nothing_when_only_exact_words_are_wanted()
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.PutAsync(world.Message("the deployment failed", place));
        Assert.Empty(await world.FindAsync(world.Scope(place), Word("deploymnet")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("***")]
    [InlineData("\u0000\u0001")]
    [InlineData("\uD83D")]
    [InlineData("\u202E")]
    [InlineData("[[[[((((")]
    [InlineData("\\E.*\\Q")]
    public async Task What_is_no_word_finds_nothing_and_breaks_nothing(string typed)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        await world.PutAsync(world.Message("hello ... *** world", place));
        Assert.Empty(await world.FindAsync(world.Scope(place), Word(typed), isFuzzy: true));
        Assert.Empty(await world.FindAsync(world.Scope(place), Phrase(typed)));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(200)]
    [InlineData(16_000)]
    public async Task The_longest_words_are_found_by_themselves_and_by_their_beginnings(int length)
    {
        var world = await NewWorldAsync();
        var place = world.Place();
        var message = world.Message(new string('x', length), place);
        await world.PutAsync(message);
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(place), Word(new string('x', length))));
        Assert.Equal([message.Id], await world.FindAsync(world.Scope(place), Word("xxx")));
    }
}
