using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Collab.Infrastructure.Backup;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>
/// Every kind of statement that the run has sent to MariaDB, by whatever way: the driver itself tells. Values are left
/// out, so that a kind is kept once.
/// </summary>
public sealed partial class StatementRecorder : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> _kinds = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;

    public StatementRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MySqlConnector",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Single statements; those of one command are taken apart.</summary>
    public IReadOnlyCollection<string> Statements => [.. _kinds.Keys.SelectMany(k => k.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    public void Dispose() => _listener.Dispose();

    private void Record(Activity activity)
    {
        // A backup and a restore go through whole databases, each over a connection of its own.
        var isBackup = activity.GetTagItem("db.connection_string") is string connection && connection.Contains(BackupConnection.ProgramName, StringComparison.Ordinal);
        if (!isBackup && activity.GetTagItem("db.statement") is string text)
            _kinds.TryAdd(KindOf(text), 0);
    }

    private static string KindOf(string text) =>
        Repeats().Replace(Spaces().Replace(Values().Replace(text, "?"), " "), "$1, …").Replace("`", "", StringComparison.Ordinal);

    // Texts, parameters, numbers that are no part of a name.
    [GeneratedRegex(@"'(?:[^'\\]|\\.)*'|@\w+|(?<![\w`])-?\d+")]
    private static partial Regex Values();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // A list of many rows, or of many keys, is one kind.
    [GeneratedRegex(@"(\([^()]*\)|\?)(?:(?:,| OR) ?\1)+")]
    private static partial Regex Repeats();
}
