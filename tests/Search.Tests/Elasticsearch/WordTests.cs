using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Support.Contracts;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class WordTests
{
    [Theory]
    [InlineData("release", "the Release notes", true)]
    [InlineData("rel", "the release notes", true)]
    [InlineData("r", "the release notes", false)]
    [InlineData("server", "ein Datenbankserver", true)]
    [InlineData("serv", "ein Datenbankserver", true)]
    [InlineData("ser", "ein Datenbankserver", false)]
    [InlineData("relaese", "the release notes", false)]
    [InlineData("müller", "Herr MULLER", true)]
    [InlineData("c++", "we write C++ here", true)]
    [InlineData("c++", "we write c here", false)]
    [InlineData("foo_bar", "call foo_bar now", true)]
    [InlineData("foo_ba", "call foo_bar now", true)]
    [InlineData("foo_bar", "bar foo", false)]
    [InlineData("10.0.0.1", "ssh 10.0.0.1 please", true)]
    [InlineData("10.0.0.1", "10 0 1 0", false)]
    [InlineData("東京", "東京都庁へ", true)]
    [InlineData("京東", "東京都庁へ", false)]
    [InlineData("🎉", "done 🎉", true)]
    [InlineData("...", "well ...", false)]
    public async Task A_word_finds_what_it_should(string typed, string text, bool isFound)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, text));
        Assert.Equal(isFound ? [1L] : [], await stage.FindAsync(typed));
    }

    [Theory]
    [InlineData("relaese", "release", true)]
    [InlineData("xelease", "release", false)]
    [InlineData("documentaxxon", "documentation", true)]
    [InlineData("docxxxntation", "documentation", false)]
    [InlineData("cat", "car", false)]
    public async Task Nearly_the_same_counts_when_that_is_wanted(string typed, string text, bool isFound)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, text));
        Assert.Equal(isFound ? [1L] : [], await stage.FindAsync(A.Search(typed) with { IsFuzzy = true }));
    }

    [Theory]
    [InlineData("release notes", "the Release notes of today", true)]
    [InlineData("release note", "the release notes of today", false)]
    [InlineData("notes release", "the release notes of today", false)]
    [InlineData("?!", "what ?!", false)]
    public async Task A_phrase_finds_whole_words_behind_each_other(string phrase, string text, bool isFound)
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, text));
        Assert.Equal(isFound ? [1L] : [], await stage.FindAsync(new SearchClause.Phrase(phrase)));
    }

    [Fact]
    public async Task The_word_itself_comes_before_its_beginnings_and_ends_and_what_is_nearly_it()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(4, "servxr"), A.Message(3, "datenbankserver"), A.Message(2, "serverraum"), A.Message(1, "server"));
        Assert.Equal([1L, 2L, 3L, 4L], await stage.FindAsync(A.Search("server") with { IsFuzzy = true }));
    }

    [Fact]
    public async Task A_rarer_word_and_a_shorter_text_come_first()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(
            A.Message(1, "common words of a text that is a good deal longer than the others are"), A.Message(2, "common"), A.Message(3, "common rare"), A.Message(4, "common thing"));
        var either = new SearchClause.Any([new SearchClause.Word("common"), new SearchClause.Word("rare")]);
        var found = await stage.FindAsync(either);
        Assert.Equal(3, found[0]);
        Assert.Equal([2L, 4L, 1L], found.Skip(1));
    }

    [Fact]
    public async Task The_younger_comes_first_and_what_is_close_before_what_is_not()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var elsewhere = new StreamId(4_001);
        await stage.ApplyAsync(
            A.Message(1, "equal") with { At = A.Now.AddDays(-90) },
            A.Message(2, "equal") with { At = A.Now.AddDays(-2) },
            A.Message(3, "equal") with { At = A.Now.AddDays(-90), Place = elsewhere },
            A.Message(4, "equal") with { At = A.Now.AddDays(-90), Author = new UserId(71) });
        var search = A.Search("equal") with { Scope = A.Scope(A.Place, elsewhere), Close = new SearchCloseness([elsewhere], [new UserId(71)]) };
        Assert.Equal([2L, 3L, 4L, 1L], await stage.FindAsync(search));
    }

    [Fact]
    public async Task Filters_alone_score_by_age_and_closeness_only()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        await stage.ApplyAsync(A.Message(1, "whatever else") with { At = A.Now }, A.Message(2, "it says") with { At = A.Now.AddDays(-30) });
        var found = await stage.Index.SearchAsync(A.Search(new SearchClause.By([new UserId(70)])), CancellationToken.None);
        Assert.Equal([2.0, 1.5], found.Hits.Select(h => Math.Round(h.Score, 5)));
    }

    [Fact]
    public async Task Whatever_people_type_and_write_goes_in_and_out_without_error()
    {
        await using var stage = await ElasticsearchStage.StartAsync();
        var hostile = Contract.HostileStrings.Strings();
        await stage.ApplyAsync(hostile.Select((text, i) => A.Message(i + 1, text)));
        Assert.Equal(hostile.Count, stage.Server.Documents(stage.Names.Messages).Count);
        foreach (var texts in hostile.Append("\ud800").Append("x\udc00y").Chunk(20))
        {
            var wanted = texts.Select(t => new SearchClause.All([new SearchClause.Word(t), new SearchClause.Not(new SearchClause.Phrase(t))]));
            await stage.FindAsync(A.Search(new SearchClause.Any([.. wanted])) with { IsFuzzy = true });
        }
    }
}
