using Collab.Domain.People;
using Collab.Search.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Search;

/// <summary>Registers what finds things.</summary>
public static class SearchServices
{
    /// <summary>Adapters for the search ports of Domain.</summary>
    public static IServiceCollection AddCollabSearch(this IServiceCollection services)
    {
        services.TryAddSingleton<INameFolding, NameFolding>();
        return services;
    }
}
