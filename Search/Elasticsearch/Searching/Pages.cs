using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>
/// Searches page by page. The first page is of the index as it is. Whoever asks for a second one by score goes on in a
/// point in time, in which scores do not move; by age they never do. Most searches have one page, and each point in
/// time costs every shard something, so it is opened as late as that, and closed behind the last page.
/// </summary>
internal sealed class Pages(ElasticClient client, IndexNames names, ElasticsearchOptions options)
{
    private const string KeepAlive = "2m";

    // Shards give up a little before whoever asked does, so that they do not go on for nobody.
    private const double ShareOfShards = 0.8;

    /// <summary>The page; null when there is no index at all. A position that nobody could have been given is behind the last page.</summary>
    public async Task<SearchHits?> ReadAsync(IndexSearch search, CancellationToken ct)
    {
        var after = search.After is { } text ? SearchPosition.Read(text, search.Sort) : null;
        if (search.After is not null && after is null)
            return SearchHits.None;
        var position = await OpenAsync(after, ct);
        var answer = await AskAsync(search, position, ct);
        // The point in time has gone: its pages end where those of the index as it is go on.
        if (position?.Snapshot is not null && IsGone(answer))
            answer = await AskAsync(search, position = position with { Snapshot = null }, ct);
        if (answer.Status == 404 && answer.ErrorType == "index_not_found_exception")
            return null;
        if (!answer.IsSuccess)
            throw new OutageException($"Elasticsearch refuses a search: {answer.Status} {answer.ErrorType}.");
        return await PageAsync(search, position, SearchAnswer.Whole(answer.Body), ct);
    }

    private async Task<SearchHits> PageAsync(IndexSearch search, SearchPosition? position, JsonElement body, CancellationToken ct)
    {
        var next = SearchAnswer.Next(body, search, position?.Now ?? search.Now.ToUnixTimeMilliseconds());
        if (position?.Snapshot is { } snapshot)
        {
            var current = body.TryGetProperty("pit_id", out var id) ? id.GetString() ?? snapshot : snapshot;
            if (next is null)
                await CloseAsync(current, ct);
            next = next is null ? null : next with { Snapshot = current };
        }

        return SearchAnswer.Hits(body, search, next);
    }

    private async Task<SearchPosition?> OpenAsync(SearchPosition? after, CancellationToken ct)
    {
        if (after is not { Sort: SearchSort.Best, Snapshot: null })
            return after;
        var answer = await client.SendAsync(ElasticRequest.Read($"/{names.Messages}/_pit?keep_alive={KeepAlive}"), ct);
        return answer.IsSuccess ? after with { Snapshot = answer.Body.GetProperty("id").GetString() } : after;
    }

    // It would end by itself; that this failed is no affair of whoever has her page.
    private async Task CloseAsync(string snapshot, CancellationToken ct)
    {
        try
        {
            await client.SendAsync(new ElasticRequest(HttpMethod.Delete, "/_pit", JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = snapshot })), ct);
        }
        catch (OutageException)
        {
            // Two minutes later it is gone anyway.
        }
    }

    private Task<ElasticAnswer> AskAsync(IndexSearch search, SearchPosition? position, CancellationToken ct)
    {
        var path = position?.Snapshot is null ? $"/{names.Messages}/_search" : "/_search";
        var body = new SearchBody(search, options.Timeout * ShareOfShards).Of(position, KeepAlive);
        return client.SendAsync(ElasticRequest.Read(path + "?allow_partial_search_results=false", body), ct);
    }

    private static bool IsGone(ElasticAnswer answer) =>
        answer.Status is 404 or 400 || answer.HasError("search_context_missing_exception") || answer.HasError("index_not_found_exception");
}
