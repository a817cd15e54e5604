using Collab.Domain.Search;
using Collab.Search.Elasticsearch;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

public sealed class OptionsTests
{
    public static TheoryData<string, ElasticsearchOptions> Wrong => new()
    {
        { nameof(ElasticsearchOptions.Url), new() { Url = "" } },
        { nameof(ElasticsearchOptions.Url), new() { Url = "localhost:9200" } },
        { nameof(ElasticsearchOptions.Url), new() { Url = "http://a:9200,ftp://b" } },
        { nameof(ElasticsearchOptions.Url), new() { Url = "http://ada:secret@a:9200" } },
        { nameof(ElasticsearchOptions.User), new() { User = "ada" } },
        { nameof(ElasticsearchOptions.User), new() { Password = "secret" } },
        { nameof(ElasticsearchOptions.IndexPrefix), new() { IndexPrefix = "" } },
        { nameof(ElasticsearchOptions.IndexPrefix), new() { IndexPrefix = "Collab" } },
        { nameof(ElasticsearchOptions.IndexPrefix), new() { IndexPrefix = "-x" } },
        { nameof(ElasticsearchOptions.IndexPrefix), new() { IndexPrefix = "a*" } },
        { nameof(ElasticsearchOptions.Shards), new() { Shards = 0 } },
        { nameof(ElasticsearchOptions.Replicas), new() { Replicas = -1 } },
        { nameof(ElasticsearchOptions.MaxMessagesPerIndex), new() { MaxMessagesPerIndex = 0 } },
        { nameof(ElasticsearchOptions.TimeoutSeconds), new() { TimeoutSeconds = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_is_refused_by_name_and_repeats_no_secret(string option, ElasticsearchOptions options)
    {
        var fault = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddElasticsearch(options));
        Assert.Contains(option, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_fit()
    {
        Assert.Null(new ElasticsearchOptions().Fault());
        Assert.Null(new ElasticsearchOptions { Url = "https://a:9200, https://b:9200/es/", User = "ada", Password = "secret" }.Fault());
    }

    [Fact]
    public async Task What_is_registered_is_the_index()
    {
        await using var services = new ServiceCollection().AddElasticsearch(new ElasticsearchOptions()).BuildServiceProvider();
        Assert.IsType<ElasticsearchIndex>(services.GetRequiredService<ISearchIndex>());
    }
}
