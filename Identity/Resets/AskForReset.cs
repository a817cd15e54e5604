using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;

namespace Collab.Identity.Resets;

/// <summary>Takes the wish for a new password. Known and unknown addresses get the same answer after the same work: the rest is done afterwards.</summary>
public sealed class AskForReset(ISharedPermits permits, ResetRequests requests, IAccountNotices notices)
{
    private static readonly PermitRule PerAddress = new("reset", 20, TimeSpan.FromMinutes(1));

    /// <summary>Not found where no mail is set up.</summary>
    public async Task<Result<Done>> ExecuteAsync(string? email, Origin origin, CancellationToken ct)
    {
        if (!notices.CanReach)
            return new Error.NotFound();
        if (!EmailAddress.Parse(email).TryGet(out var parsed, out var error))
            return error;
        if (!(await permits.TakeAsync(AddressThrottle.KeyOf(origin.Address), PerAddress, ct)).TryGet(out _, out error))
            return error;
        return requests.TryAdd(parsed, origin.Address)
            ? Done.Value
            : new Error.Unavailable("reset.busy", "Very many people ask for a new password right now. Wait a moment, then try again.");
    }
}
