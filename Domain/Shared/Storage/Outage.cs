using System.Data.Common;

namespace Collab.Domain.Shared.Storage;

/// <summary>Tells a store that cannot be used at the moment from a mistake of ours.</summary>
public static class Outage
{
    /// <summary>True when waiting may mend it. The mapper of the stores wraps what it takes for transient itself.</summary>
    public static bool Is(Exception error) => error is DbException or TimeoutException or InvalidOperationException { InnerException: DbException };
}
