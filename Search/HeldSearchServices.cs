using Collab.Domain.Holds;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Search.Elasticsearch;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Indexing;
using Collab.Search.Lucene;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Search;

/// <summary>Registers the second index, of what legal holds have kept. It shares nothing with the first one but the engine.</summary>
public static class HeldSearchServices
{
    /// <summary>The key of its parts: of the <see cref="ISearchKeeper"/>, for example.</summary>
    public const string Key = "held";

    /// <summary>The index, what fills it and what looks after it.</summary>
    internal static IServiceCollection AddHeldIndex(this IServiceCollection services, SearchOptions options)
    {
        if (options.Provider == SearchEngine.Lucene)
            services.AddHeldLucene(new LuceneOptions(Path.Combine(options.Folder!, Key))); // always set when read
        else if (options.Provider == SearchEngine.Elasticsearch)
            services.AddHeldElasticsearch(options.ToElasticsearch($"-{Key}"));
        else
            services.AddSingleton<IHeldIndex>(_ => new HeldIndex(new NoSearchIndex()));
        if (options.Provider != SearchEngine.Off)
            services.AddSingleton<HeldWords>().AddSingleton<IEventConsumer, HeldFeed>();
        return services;
    }

    private static void AddHeldLucene(this IServiceCollection services, LuceneOptions options)
    {
        services.AddKeyedSingleton(Key, (provider, _) => new LuceneSearchIndex(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LuceneSearchIndex>>()));
        services.AddSingleton<IHeldIndex>(provider => new HeldIndex(Lucene(provider)));
        services.AddKeyedSingleton<ISearchKeeper>(
            Key, (provider, _) => new LuceneKeeper(Lucene(provider), options, Source(provider), provider.GetRequiredService<SearchDocuments>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService>(provider => new IndexBuildWorker(
            Lucene(provider), Source(provider), provider.GetRequiredService<SearchDocuments>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IndexBuildWorker>>()));
    }

    // Its parts have the same types as those of the first one: they live in a container of their own.
    private static void AddHeldElasticsearch(this IServiceCollection services, ElasticsearchOptions options)
    {
        services.AddKeyedSingleton(Key, (provider, _) => new ServiceCollection().AddLogging()
            .AddSingleton(provider.GetRequiredService<TimeProvider>())
            .AddElasticsearch(options)
            .BuildServiceProvider());
        services.AddSingleton<IHeldIndex>(provider => new HeldIndex(Elasticsearch(provider).GetRequiredService<ISearchIndex>()));
        services.AddKeyedSingleton<ISearchKeeper>(
            Key,
            (provider, _) => new ElasticsearchKeeper(
                Elasticsearch(provider).GetRequiredService<ISearchIndex>(), Elasticsearch(provider).GetRequiredService<IIndexGenerations>(), Source(provider),
                provider.GetRequiredService<SearchDocuments>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static LuceneSearchIndex Lucene(IServiceProvider provider) => provider.GetRequiredKeyedService<LuceneSearchIndex>(Key);

    private static ServiceProvider Elasticsearch(IServiceProvider provider) => provider.GetRequiredKeyedService<ServiceProvider>(Key);

    private static HeldSource Source(IServiceProvider provider) => new(provider.GetRequiredService<IHeldMessages>(), provider.GetRequiredService<ISearchSource>());
}
