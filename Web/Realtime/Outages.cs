using Collab.Domain.Shared;
using Collab.Domain.Shared.Storage;

namespace Collab.Web.Realtime;

/// <summary>Stores that are away, for those who go on without: what is tried later is no fault.</summary>
public static class Outages
{
    /// <summary>What a page says of a place whose store is away.</summary>
    public static readonly Error.Unavailable Away =
        new("storage.away", "This place is temporarily unavailable. It comes back by itself; what you write waits and goes out then.");

    /// <summary>The result of the work, or <see cref="Away"/>.</summary>
    public static async Task<Result<T>> GuardAsync<T>(Func<Task<Result<T>>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return Away;
        }
    }
}
