using Collab.Web.Hosting.Security;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Diagnostics;

/// <summary>
/// Tells how much of the heap is alive. It collects everything first, which stops the program for a moment: only on the
/// machine itself, and only where the operator has asked for it.
/// </summary>
internal static class MemoryDiagnostics
{
    /// <summary>Where it answers.</summary>
    public const string Address = "/diagnostics/memory";

    // What finalizers hold goes with the next collection; buffers that a pool keeps go after it has seen a few.
    private const int Collections = 3;

    /// <summary>Maps it, when the setting asks for it.</summary>
    public static void MapCollabDiagnostics(this IEndpointRouteBuilder app, CollabOptions options)
    {
        if (options.Diagnostics.Memory)
            app.MapPost(Address, (HttpContext context) => context.IsFromThisMachine() ? Results.Json(Read()) : Results.NotFound()).ExcludeFromDescription();
    }

    private static MemoryReading Read()
    {
        for (var i = 0; i < Collections; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new MemoryReading(GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }
}

/// <summary>Bytes after full collections.</summary>
/// <param name="Live">Objects that are reachable.</param>
/// <param name="WorkingSet">What the system has given to the process.</param>
internal sealed record MemoryReading(long Live, long WorkingSet);
