namespace Collab.Support.Processes;

/// <summary>
/// The shell wrapper around every process that tests start. It runs the command with its output in a log file and ends
/// it when its own standard input closes, which the kernel does whenever the test process goes, however it goes; then it
/// removes the files, as nobody else will. (A parent-death signal would not do: .NET forks on pool threads, and the
/// signal comes when the thread ends.)
/// </summary>
internal static class Guard
{
    /// <summary>
    /// Arguments: log file, seconds between SIGTERM and SIGKILL, directory to remove when orphaned (or nothing), command
    /// and its arguments. Prints the process id.
    /// </summary>
    public const string Script =
        """
        log=$1; grace=$2; scrap=$3; shift 3
        orphaned=
        trap '' INT
        trap 'orphaned=1' USR1
        exec 3<&0 2>/dev/null
        "$@" 3<&- </dev/null >>"$log" 2>&1 & child=$!
        (
          while read -r _ <&3; do :; done
          kill -USR1 $$
          kill -TERM "$child"
          tries=$((grace * 20))
          while [ "$tries" -gt 0 ] && kill -0 "$child"; do sleep 0.05; tries=$((tries - 1)); done
          kill -KILL "$child"
        ) >/dev/null & watcher=$!
        echo "$child"
        wait "$child"; code=$?
        [ -z "$orphaned" ] || wait "$child"
        kill "$watcher"
        [ -z "$orphaned" ] || [ -z "$scrap" ] || rm -rf "$scrap"
        exit "$code"
        """;
}
