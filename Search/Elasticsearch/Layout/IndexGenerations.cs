using System.Globalization;
using System.Text.Json.Nodes;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Searching;
using Collab.Search.Elasticsearch.Wire;
using Collab.Search.Elasticsearch.Writing;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>Generations as aliases. Which one is built stands in the cluster, so that every node knows and none remembers.</summary>
internal sealed class IndexGenerations(ElasticClient client, IndexNames names, IndexSetup setup, IndexMapReader maps, IndexGenerations.Hands hands)
    : IIndexGenerations
{
    /// <inheritdoc />
    public async Task<string?> FindBuildingAsync(CancellationToken ct) => Name((await maps.ReadAsync(ct)).Building);

    /// <inheritdoc />
    public async Task<string> BeginAsync(IReadOnlyList<MessageId>? boundaries, CancellationToken ct)
    {
        var map = await maps.RereadAsync(ct);
        if (Name(map.Building) is { } building)
            return building;
        await setup.PutTemplateAsync(ct);
        var (generation, from) = (map.NextGeneration, From(boundaries ?? [.. map.Current.Select(p => p.From)]));
        var made = new List<string>();
        for (var i = 0; i < from.Count; i++)
        {
            await setup.CreateAsync(generation, i + 1, from[i], alias: null, ct);
            made.Add(names.Index(generation, i + 1));
        }

        // All at once: a message must not go to the first because those behind it were not there yet.
        await UpdateAliasesAsync(made.Select(index => Alias("add", index, names.Building)), "begin a generation", ct);
        return Name((await maps.RereadAsync(ct)).Building) ?? throw new OutageException("Elasticsearch has not kept the generation that was begun.");
    }

    /// <inheritdoc />
    public async Task PutBuildingAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct)
    {
        var map = await maps.ReadAsync(ct);
        if (map.Building.Count == 0 || !await hands.Writer.WriteAsync(BulkLines.Of(BulkLines.Latest(changes), map.Building), ct))
            throw new OutageException("No generation is being built in Elasticsearch.");
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<StreamId, long>> CountBuildingAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) =>
        await hands.Figures.CountAsync((await maps.RereadAsync(ct)).Building, streams, ct);

    /// <inheritdoc />
    public async Task SwitchAsync(CancellationToken ct)
    {
        var map = await maps.RereadAsync(ct);
        if (map.Building.Count == 0)
            throw new OutageException("No generation is being built in Elasticsearch.");
        var actions = map.Building.SelectMany(part => new[] { Alias("add", part.Name, names.Messages), Alias("remove", part.Name, names.Building) })
            .Concat(map.All.Except(map.Building).Select(Removal));
        await UpdateAliasesAsync(actions, "switch generations", ct);
        await maps.RereadAsync(ct);
    }

    /// <inheritdoc />
    public async Task AbandonAsync(CancellationToken ct)
    {
        var map = await maps.RereadAsync(ct);
        if (map.Building.Count > 0)
            await UpdateAliasesAsync(map.All.Where(part => part.IsBuilding && !part.IsRead).Select(Removal), "delete a generation", ct);
        await maps.RereadAsync(ct);
    }

    private static string? Name(IReadOnlyList<IndexPart> parts) => parts.Count == 0 ? null : parts[0].Generation.ToString(CultureInfo.InvariantCulture);

    private static List<MessageId> From(IReadOnlyList<MessageId> boundaries) => [.. boundaries.Append(new MessageId(0)).Distinct().Order()];

    private async Task UpdateAliasesAsync(IEnumerable<JsonObject> actions, string purpose, CancellationToken ct) =>
        await client.AskAsync(ElasticRequest.Admin(HttpMethod.Post, "/_aliases", new JsonObject { ["actions"] = new JsonArray([.. actions]) }), purpose, ct);

    private static JsonObject Alias(string verb, string index, string alias) => Action(verb, new JsonObject { ["index"] = index, ["alias"] = alias });

    private static JsonObject Removal(IndexPart part) => Action("remove_index", new JsonObject { ["index"] = part.Name });

    private static JsonObject Action(string verb, JsonObject what) => new() { [verb] = what };

    /// <summary>What writes and what counts.</summary>
    public sealed record Hands(BulkWriter Writer, IndexFigures Figures);
}
