using Collab.Domain.Shared;

namespace Collab.Domain.Organizations;

/// <summary>Reads the organization that this installation serves; its name stands on the pages before the sign-in.</summary>
public sealed class GetOrganization(IOrganizationStore organizations)
{
    /// <summary>Not found before the first run.</summary>
    public async Task<Result<Organization>> ExecuteAsync(CancellationToken ct) =>
        await organizations.FindAsync(ct) is { } organization ? organization : new Error.NotFound();
}
