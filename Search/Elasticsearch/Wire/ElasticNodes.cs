namespace Collab.Search.Elasticsearch.Wire;

/// <summary>The nodes that may be asked, in turn; one that did not answer is left alone for a while as long as there are others.</summary>
internal sealed class ElasticNodes(IReadOnlyList<Uri> nodes, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly long[] _restsUntil = new long[nodes.Count];
    private int _turn = -1;

    /// <summary>The addresses that options name.</summary>
    public static ElasticNodes Of(ElasticsearchOptions options, TimeProvider time) =>
        new([.. options.Url.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(u => new Uri(u.TrimEnd('/')))], time);

    public int Count => nodes.Count;

    /// <summary>Whom to ask next.</summary>
    public ElasticNode Next()
    {
        var now = time.GetTimestamp();
        var first = (int)((uint)Interlocked.Increment(ref _turn) % nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            var number = (first + i) % nodes.Count;
            if (Interlocked.Read(ref _restsUntil[number]) <= now)
                return new ElasticNode(number, nodes[number]);
        }

        return new ElasticNode(first, nodes[first]);
    }

    /// <summary>It did not answer.</summary>
    public void Miss(ElasticNode node) =>
        Interlocked.Exchange(ref _restsUntil[node.Number], time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
}

/// <summary>A node.</summary>
internal readonly record struct ElasticNode(int Number, Uri Address);
