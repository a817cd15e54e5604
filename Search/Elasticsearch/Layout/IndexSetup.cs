using System.Text.Json;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>Makes what is missing. Nodes that do so at once get in nobody's way: whoever comes second finds it made.</summary>
internal sealed class IndexSetup(ElasticClient client, IndexNames names, IndexMapReader maps, ElasticsearchOptions options)
{
    private const int Rounds = 5;

    /// <summary>The indices, with at least one to write to.</summary>
    public async Task<IndexMap> EnsureAsync(CancellationToken ct)
    {
        var map = await maps.ReadAsync(ct);
        for (var round = 0; map.Current.Count == 0; round++)
        {
            if (round == Rounds)
                throw new OutageException($"Elasticsearch has no index behind the alias {names.Messages}, and making one did not help.");
            await PutTemplateAsync(ct);
            await CreateAsync(map.NextGeneration, 1, new MessageId(0), names.Messages, ct);
            map = await maps.RereadAsync(ct);
        }

        return map;
    }

    /// <summary>Makes an index; true when it did, false when somebody else had.</summary>
    public async Task<bool> CreateAsync(int generation, int number, MessageId from, string? alias, CancellationToken ct)
    {
        var name = names.Index(generation, number);
        var answer = await client.SendAsync(ElasticRequest.Admin(HttpMethod.Put, $"/{name}", IndexSchema.Index(options, from, alias)), ct);
        if (!answer.IsSuccess && answer.ErrorType != "resource_already_exists_exception")
            throw new OutageException($"Elasticsearch refuses to make the index {name}: {answer.Status} {answer.ErrorType}.");
        return answer.IsSuccess;
    }

    /// <summary>Puts the template, unless one of this version or a newer one is there.</summary>
    public async Task PutTemplateAsync(CancellationToken ct)
    {
        var path = $"/_index_template/{names.Messages}";
        var there = await client.SendAsync(ElasticRequest.Get(path), ct);
        if (there.IsSuccess && VersionOf(there.Body) >= IndexSchema.Version)
            return;
        await client.AskAsync(ElasticRequest.Admin(HttpMethod.Put, path, IndexSchema.Template(names)), "take its index template", ct);
    }

    private static int VersionOf(JsonElement body) =>
        body.GetProperty("index_templates").EnumerateArray().Select(t => t.GetProperty("index_template"))
            .Select(t => t.TryGetProperty("version", out var version) && version.TryGetInt32(out var value) ? value : 0)
            .DefaultIfEmpty(0).Max();
}
