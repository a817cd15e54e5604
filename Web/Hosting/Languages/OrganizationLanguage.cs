using Collab.Domain.Organizations;
using Microsoft.AspNetCore.Localization;

namespace Collab.Web.Hosting.Languages;

/// <summary>The language that was chosen when the organization was set up. It does not change, so it is read once.</summary>
internal sealed class OrganizationLanguage(GetOrganization organization) : IRequestCultureProvider
{
    private volatile string? _language;

    /// <inheritdoc />
    public async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        // A node that cannot reach its directory still answers, in English.
        _language ??= await FindAsync(httpContext.RequestAborted);
        return _language is null ? null : new ProviderCultureResult(_language);
    }

    private async Task<string?> FindAsync(CancellationToken ct)
    {
        try
        {
            return (await organization.ExecuteAsync(ct)).TryGet(out var found, out _) ? found.Language : null;
        }
#pragma warning disable CA1031 // Whatever is wrong with the directory, it is told by what needs it, not by the choice of words.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
