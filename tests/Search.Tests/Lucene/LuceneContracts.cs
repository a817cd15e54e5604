using Collab.Domain.Search;
using Collab.Search.Tests.Contracts;
using Xunit;

[assembly: AssemblyFixture(typeof(Collab.Search.Tests.Lucene.LuceneFixture))]

namespace Collab.Search.Tests.Lucene;

public sealed class LuceneWordTests(LuceneFixture lucene) : WordContract
{
    protected override Task<ISearchIndex> IndexAsync() => lucene.IndexAsync();
}

public sealed class LuceneFilterTests(LuceneFixture lucene) : FilterContract
{
    protected override Task<ISearchIndex> IndexAsync() => lucene.IndexAsync();
}

public sealed class LucenePermissionTests(LuceneFixture lucene) : PermissionContract
{
    protected override Task<ISearchIndex> IndexAsync() => lucene.IndexAsync();
}

public sealed class LuceneChangeTests(LuceneFixture lucene) : ChangeContract
{
    protected override Task<ISearchIndex> IndexAsync() => lucene.IndexAsync();
}

public sealed class LuceneResultTests(LuceneFixture lucene) : ResultContract
{
    protected override Task<ISearchIndex> IndexAsync() => lucene.IndexAsync();
}
