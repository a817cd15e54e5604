namespace Collab.Support.Faults;

/// <summary>A process whose clock is told by a file (libfaketime, Debian's package <c>faketime</c>).</summary>
public static class FakeClock
{
    private static readonly string[] Libraries =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    ];

    private static readonly string Offset = Path.Combine(Path.GetTempPath(), $"collab-clock-{Environment.ProcessId}");

    public static string? Library => Array.Find(Libraries, File.Exists);

    /// <summary>The environment of such a process: its clock is wrong, its stopwatch is right.</summary>
    public static IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            Set(TimeSpan.Zero);
            return new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = Library ?? "",
                ["FAKETIME_TIMESTAMP_FILE"] = Offset,
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            };
        }
    }

    /// <summary>From the next second on it is so much later there.</summary>
    public static void Set(TimeSpan offset)
    {
        var next = Offset + ".next";
        File.WriteAllText(next, FormattableString.Invariant($"{offset.TotalSeconds:+0;-0;+0}\n"));
        File.Move(next, Offset, overwrite: true);
    }

    public static void Forget() => File.Delete(Offset);
}
