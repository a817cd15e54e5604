using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Collab.Domain.Shared.Events;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Collab.Infrastructure.Consumers;

/// <summary>Tells whose fault a failure is, and says what happened without a word of what was written.</summary>
internal static class EventFaults
{
    /// <summary>The longest description that is stored.</summary>
    public const int MaxLength = 500;

    /// <summary>True when something could not be reached or was too busy: the event may be all right.</summary>
    public static bool IsOutage(Exception error) =>
        error switch
        {
            OutageException or SocketException or IOException or TimeoutException or HttpRequestException => true,
            SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 } => true,
            // A key that is there already is a fault: a transaction that lost a race for it has been run again by now.
            MySqlException { SqlState: "40001" } or DbException { IsTransient: true } => true,
            MySqlException { ErrorCode: MySqlErrorCode.CheckRead or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.ServerShutdown } => true,
            // Of our own making, not a driver's: a database that is known to be away.
            DbException and not (MySqlException or SqliteException) => true,
            _ => error.InnerException is { } inner && IsOutage(inner),
        };

    /// <summary>
    /// Kind and place of a failure. The words of an exception are left out: they may quote what people wrote. Those of our
    /// own <see cref="UnreadableEventException"/> do not.
    /// </summary>
    public static string Describe(Exception error)
    {
        var root = error is UnreadableEventException ? error : error.GetBaseException();
        var code = root is DbException { SqlState: { Length: > 0 } state } ? $" {state}" : "";
        var place = new StackTrace(root).GetFrames().Select(f => f.GetMethod()?.DeclaringType).FirstOrDefault(IsOurs);
        var said = error is UnreadableEventException ? error.Message : $"{root.GetType().Name}{code}{(place is null ? "" : $" in {NameOf(place)}")}";
        return said.Length <= MaxLength ? said : said[..MaxLength];
    }

    private static bool IsOurs(Type? type) => type?.Namespace?.StartsWith("Collab.", StringComparison.Ordinal) == true;

    // Code of the compiler's own lies in types within the one that was written.
    private static string NameOf(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Name;
    }
}

/// <summary>A stored event that cannot be turned into what it was: trying again does not help.</summary>
internal sealed class UnreadableEventException(string message, Exception? inner = null) : Exception(message, inner);
