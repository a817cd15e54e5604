namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Elasticsearch in memory: the calls that Collab makes, one at a time.</summary>
internal sealed class Engine
{
    private readonly Dictionary<string, Func<EngineRequest, EngineAnswer>> _calls;
    private readonly Lock _lock = new();

    public Engine(ElasticTrouble trouble, Func<TimeSpan> refreshInterval)
    {
        var administration = new EngineAdministration(Cluster);
        var writes = new EngineWrites(Cluster, trouble);
        var search = new EngineSearch(Cluster, trouble, refreshInterval);
        var health = new EngineHealth(Cluster, trouble);
        _calls = new()
        {
            ["GET /"] = _ => health.Info(),
            ["GET /_cluster/health"] = health.Health,
            ["GET /_cluster/health/{index}"] = health.Health,
            ["GET /_cat/indices/{index}"] = search.Table,
            ["PUT /_index_template/{name}"] = administration.PutTemplate,
            ["GET /_index_template/{name}"] = administration.GetTemplate,
            ["DELETE /_index_template/{name}"] = administration.DeleteTemplate,
            ["PUT /{index}"] = administration.Create,
            ["GET /{index}"] = administration.Get,
            ["DELETE /{index}"] = administration.Delete,
            ["POST /_aliases"] = administration.UpdateAliases,
            ["POST /{index}/_refresh"] = administration.Refresh,
            ["POST /_bulk"] = writes.Bulk,
            ["POST /{index}/_mget"] = writes.Get,
            ["GET /{index}/_count"] = search.Count,
            ["POST /{index}/_search"] = search.Search,
            ["POST /_search"] = search.Search,
            ["POST /{index}/_pit"] = search.Open,
            ["DELETE /_pit"] = search.Close,
        };
    }

    /// <summary>What it remembers; look at it through <see cref="Look{T}"/> while it runs.</summary>
    public EngineCluster Cluster { get; } = new();

    /// <summary>Answers a call, by its method and the template of its path.</summary>
    public EngineAnswer Answer(string call, EngineRequest request)
    {
        if (!_calls.TryGetValue(call, out var answer))
            throw new InvalidOperationException($"{call} is described, but not known here.");
        lock (_lock)
        {
            try
            {
                return answer(request);
            }
            catch (EngineException fault)
            {
                return fault.Answer();
            }
        }
    }

    /// <summary>Looks at what it remembers, or changes it, between two calls.</summary>
    public T Look<T>(Func<EngineCluster, T> look)
    {
        lock (_lock)
            return look(Cluster);
    }
}
