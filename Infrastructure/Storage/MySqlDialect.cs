using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>What EF should take the server for.</summary>
internal static class MySqlDialect
{
    public static readonly ServerVersion Version = new MariaDbServerVersion(new Version(10, 11, 0));
}
