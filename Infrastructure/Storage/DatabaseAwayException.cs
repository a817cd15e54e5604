using System.Data.Common;

namespace Collab.Infrastructure.Storage;

/// <summary>A database is known to be away: nothing is tried, so that nobody waits for it and nothing is held.</summary>
public sealed class DatabaseAwayException : DbException
{
    public DatabaseAwayException()
        : this("A database is away.")
    {
    }

    public DatabaseAwayException(string message)
        : base(message)
    {
    }

    public DatabaseAwayException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
