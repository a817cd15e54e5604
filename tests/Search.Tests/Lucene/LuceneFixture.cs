using Collab.Domain.Search;
using Collab.Search.Lucene;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Search.Tests.Lucene;

/// <summary>One embedded index for all tests.</summary>
public sealed class LuceneFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-lucene-").FullName;
    private readonly LuceneSearchIndex _index;

    public LuceneFixture() => _index = New(_folder);

    public Task<ISearchIndex> IndexAsync() => Task.FromResult<ISearchIndex>(_index);

    /// <summary>An index in a folder.</summary>
    public static LuceneSearchIndex New(string folder) => new(new LuceneOptions(folder), TimeProvider.System, NullLogger<LuceneSearchIndex>.Instance);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
