using System.Text.Json;
using Collab.Support.Contracts;

namespace Collab.Support.Elasticsearch.Description;

/// <summary>What requests and answers of Elasticsearch look like, by its published description.</summary>
internal sealed class ApiDescription
{
    private static readonly Lazy<ApiDescription> Shared = new(() => new ApiDescription([Contract.ElasticsearchApi.Json(), Contract.ElasticsearchSelfManagedApi.Json()]));

    private readonly List<ApiOperation> _operations = [];

    private ApiDescription(IEnumerable<JsonElement> documents)
    {
        foreach (var document in documents)
        {
            var schemas = new SchemaCheck(document);
            foreach (var path in document.GetProperty("paths").EnumerateObject())
                _operations.AddRange(path.Value.EnumerateObject().Select(method => new ApiOperation(method.Name.ToUpperInvariant(), path.Name, method.Value, schemas)));
        }
    }

    /// <summary>The published one.</summary>
    public static ApiDescription Published => Shared.Value;

    /// <summary>The operation that a request calls; null when there is none. Names that are written out go before those that are not.</summary>
    public ApiOperation? Find(string method, string path) =>
        _operations.Where(o => o.Method == method && o.Match(path) is not null).MinBy(o => o.Template.Count(c => c == '{'));
}
