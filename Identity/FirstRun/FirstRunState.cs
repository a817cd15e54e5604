using Collab.Domain.Organizations;

namespace Collab.Identity.FirstRun;

/// <summary>Whether the organization is still to be set up. Asked of the store until it is; from then on known.</summary>
public sealed class FirstRunState(IOrganizationStore organizations, FirstRunCode code)
{
    private volatile bool _isOver;
    private volatile bool _wasNeeded;

    /// <summary>True before the first run; the code ends with it.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        if (_isOver)
            return false;
        if (await organizations.FindAsync(ct) is null)
            return _wasNeeded = true;
        if (_wasNeeded)
            await code.EndAsync(ct);
        _isOver = true;
        return false;
    }
}
