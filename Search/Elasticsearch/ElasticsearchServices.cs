using System.Net;
using Collab.Domain.Search;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Searching;
using Collab.Search.Elasticsearch.Wire;
using Collab.Search.Elasticsearch.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Search.Elasticsearch;

/// <summary>Registers search by Elasticsearch.</summary>
public static class ElasticsearchServices
{
    /// <summary>The adapter of <see cref="ISearchIndex"/>.</summary>
    /// <exception cref="ArgumentException">An option does not fit; the message names it and repeats no secret.</exception>
    public static IServiceCollection AddElasticsearch(this IServiceCollection services, ElasticsearchOptions options)
    {
        if (options.Fault() is { } fault)
            throw new ArgumentException(fault, nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(sp => new ElasticClient(Http(), options, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IndexNames>();
        services.AddSingleton<IndexMapReader>();
        services.AddSingleton<IndexSetup>();
        services.AddSingleton(sp => new IndexGrowth.Limits(options.MaxMessagesPerIndex, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IndexGrowth>();
        services.AddSingleton<BulkWriter>();
        services.AddSingleton<IndexFigures>();
        services.AddSingleton<Pages>();
        services.AddSingleton<ClusterCheck>();
        services.AddSingleton<ElasticsearchIndex.Layout>();
        services.AddSingleton<IndexGenerations.Hands>();
        services.AddSingleton<IIndexGenerations, IndexGenerations>();
        services.AddSingleton<ISearchIndex, ElasticsearchIndex>();
        return services;
    }

    // Connections are renewed now and then, so that a name which has moved is noticed; the client lives as long as the node.
    private static HttpClient Http() => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
    });
}
