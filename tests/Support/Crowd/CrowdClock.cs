using System.Diagnostics;

namespace Collab.Support.Crowd;

/// <summary>The moment from which on "live again" is counted; messages sent before it prove nothing.</summary>
public sealed class CrowdClock
{
    private long _mark = long.MaxValue;

    public long MarkedAt => Interlocked.Read(ref _mark);

    public void MarkNow() => Interlocked.Exchange(ref _mark, Stopwatch.GetTimestamp());

    public void Forget() => Interlocked.Exchange(ref _mark, long.MaxValue);
}
