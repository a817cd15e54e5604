using Collab.Domain.People;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Search.Elasticsearch;
using Collab.Search.Indexing;
using Collab.Search.Lucene;
using Collab.Search.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Search;

/// <summary>Registers what finds things.</summary>
public static class SearchServices
{
    /// <summary>What finds names, and shows why a text was found.</summary>
    public static IServiceCollection AddCollabSearch(this IServiceCollection services)
    {
        services.TryAddSingleton<INameFolding, NameFolding>();
        services.TryAddSingleton<ISearchExcerpts, SearchExcerpts>();
        return services;
    }

    /// <summary>The index of messages, by the settings of <c>Collab:Search</c>, and what keeps it up to date.</summary>
    public static IServiceCollection AddSearchIndex(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SearchOptions.From(configuration);
        if (options.Provider == SearchEngine.Lucene)
            services.AddLucene(new LuceneOptions(options.Folder!)); // always set when read
        else if (options.Provider == SearchEngine.Elasticsearch)
            services.AddElasticsearch(options.ToElasticsearch()).AddSingleton<ISearchKeeper, ElasticsearchKeeper>();
        else
            services.TryAddSingleton<ISearchIndex, NoSearchIndex>();
        if (options.Provider != SearchEngine.Off)
            services.AddSingleton<IEventConsumer, SearchFeed>();
        return services.AddHeldIndex(options);
    }

    private static void AddLucene(this IServiceCollection services, LuceneOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<LuceneSearchIndex>();
        services.AddSingleton<ISearchIndex>(provider => provider.GetRequiredService<LuceneSearchIndex>());
        services.AddSingleton<IIndexBuild>(provider => provider.GetRequiredService<LuceneSearchIndex>());
        services.AddSingleton<ISearchKeeper, LuceneKeeper>();
        services.AddHostedService<IndexBuildWorker>();
    }
}
