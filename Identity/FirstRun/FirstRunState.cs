using Collab.Domain.Organizations;

namespace Collab.Identity.FirstRun;

/// <summary>Whether the organization is still to be set up. Asked of the store until it is; from then on known.</summary>
public sealed class FirstRunState(IOrganizationStore organizations, FirstRunCode code)
{
    /// <summary>True before the first run; the code ends with it.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        if (code.Current is null)
            return false;
        if (await organizations.FindAsync(ct) is null)
            return true;
        code.End();
        return false;
    }
}
