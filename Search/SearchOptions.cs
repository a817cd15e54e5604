using Collab.Domain.Shared.Storage;
using Collab.Search.Elasticsearch;
using Microsoft.Extensions.Configuration;

namespace Collab.Search;

/// <summary>What searches messages; section <c>Collab:Search</c>.</summary>
public sealed class SearchOptions
{
    /// <summary>Which engine; when it is not set, Lucene beside SQLite, and none beside servers, where several nodes need one index.</summary>
    public SearchEngine? Provider { get; set; }

    /// <summary>Lucene's folder; <c>search</c> in the data folder when it is empty.</summary>
    public string? Folder { get; set; }

    /// <summary>Address of Elasticsearch, with name and password where it asks for them; several nodes of a cluster with commas between them.</summary>
    public string? Elasticsearch { get; set; }

    /// <summary>A key for Elasticsearch, in place of name and password.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What the names of indices in Elasticsearch begin with.</summary>
    public string Prefix { get; set; } = "collab";

    /// <summary>Primary shards of each index in Elasticsearch.</summary>
    public int Shards { get; set; } = 4;

    /// <summary>Copies of each shard.</summary>
    public int Replicas { get; set; } = 1;

    /// <summary>Reads the settings.</summary>
    public static SearchOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Collab:Search").Get<SearchOptions>() ?? new SearchOptions();
        var isEmbedded = configuration.GetValue<DatabaseDialect?>("Collab:Storage:Provider") is null or DatabaseDialect.Sqlite;
        options.Provider ??= isEmbedded ? SearchEngine.Lucene : SearchEngine.Off;
        var data = configuration["Collab:Data"] is { Length: > 0 } named ? named : "data";
        options.Folder = Path.GetFullPath(options.Folder is { Length: > 0 } folder ? folder : Path.Combine(data, "search"));
        return options;
    }

    /// <summary>Why they cannot work, without secrets; null when they can.</summary>
    public string? Fault() =>
        Provider != SearchEngine.Elasticsearch ? null
        : string.IsNullOrWhiteSpace(Elasticsearch) ? "Collab__Search__Provider is Elasticsearch, but Collab__Search__Elasticsearch is empty. Set it to its address, like http://elasticsearch:9200."
        : ToElasticsearch().Fault() is { } fault ? $"Collab__Search__Elasticsearch and what belongs to it do not fit: {fault}"
        : null;

    /// <summary>Those of Elasticsearch.</summary>
    /// <param name="suffix">What the names of a second index have behind the prefix.</param>
    internal ElasticsearchOptions ToElasticsearch(string suffix = "")
    {
        var (urls, user, password) = (new List<string>(), (string?)null, (string?)null);
        foreach (var address in (Elasticsearch ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.UserInfo.Split(':', 2) is not [var name, var secret])
            {
                urls.Add(address);
                continue;
            }

            (user, password) = (Uri.UnescapeDataString(name), Uri.UnescapeDataString(secret));
            urls.Add(new UriBuilder(url) { UserName = "", Password = "" }.Uri.ToString());
        }

        return new ElasticsearchOptions
        {
            Url = string.Join(',', urls),
            User = user,
            Password = password,
            ApiKey = string.IsNullOrEmpty(ApiKey) ? null : ApiKey,
            IndexPrefix = Prefix + suffix,
            Shards = Shards,
            Replicas = Replicas,
        };
    }
}

/// <summary>An engine that searches messages.</summary>
public enum SearchEngine
{
    /// <summary>None: messages are not searched.</summary>
    Off = 0,

    /// <summary>Embedded, for one node.</summary>
    Lucene = 1,

    /// <summary>A cluster of Elasticsearch, for any number of nodes.</summary>
    Elasticsearch = 2,
}
