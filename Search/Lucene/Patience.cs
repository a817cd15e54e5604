using System.Diagnostics;
using Collab.Domain.Shared.Events;

namespace Collab.Search.Lucene;

/// <summary>Ends a search that takes too long, or that nobody waits for any more.</summary>
internal sealed class Patience(TimeSpan most, CancellationToken ct)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>To be called now and then; throws when it is over.</summary>
    public void Look()
    {
        ct.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_started) > most)
            throw new OutageException($"The search took longer than {most.TotalSeconds:0} seconds. Use more exact words.");
    }
}
