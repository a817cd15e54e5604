// A tiny house in which every rule is broken once, so that each rule is known to notice.
#pragma warning disable CA1812, CA1823, CS0169, IDE0051, SA1402, IDE0044, CA1852, CA1801, CS0649
namespace Collab.Architecture.Tests.Samples.Domain
{
    internal sealed class PeeksIntoWeb
    {
        private Web.Components.PageThatStores? _page;
    }

    internal interface IThingStore;

    public sealed class TwoDoors
    {
        public Task ExecuteAsync(int request, CancellationToken ct) => Task.CompletedTask;

        public Task ExecuteAsync(string request, CancellationToken ct) => Task.CompletedTask;
    }

    public class NotSealed
    {
        public Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask;
    }

    public sealed class Deaf
    {
        public Task ExecuteAsync() => Task.CompletedTask;
    }
}

namespace Collab.Architecture.Tests.Samples.Infrastructure
{
    internal sealed class StoreThatSearches
    {
        private Search.IndexThatSignsIn? _index;
    }
}

namespace Collab.Architecture.Tests.Samples.Search
{
    internal sealed class IndexThatSignsIn
    {
        private Identity.AccountsThatStore? _accounts;
    }

    internal sealed class IndexWithEf
    {
        private Microsoft.EntityFrameworkCore.DbContext? _context;
    }
}

namespace Collab.Architecture.Tests.Samples.Identity
{
    internal sealed class AccountsThatStore
    {
        private Infrastructure.StoreThatSearches? _store;
    }
}

namespace Collab.Architecture.Tests.Samples.Web.Components
{
    internal sealed class PageThatStores
    {
        private Infrastructure.StoreThatSearches? _store;
    }
}

namespace Collab.Architecture.Tests.Samples.Web.Api
{
    internal sealed class RouteThatSignsIn
    {
        private Identity.AccountsThatStore? _accounts;
    }

    internal sealed class RouteThatAsksAStore
    {
        private Domain.IThingStore? _things;
    }
}
