namespace Collab.Support.Crowd;

/// <summary>Times in steps of 4 %, written by many threads at once.</summary>
public sealed class Histogram
{
    private const double Lowest = 0.01;
    private const double Step = 1.04;
    private static readonly double LogStep = Math.Log(Step);
    private readonly int[] _counts = new int[450];
    private long _total;
    private long _maxMicroseconds;

    public long Count => Interlocked.Read(ref _total);

    public double Max => Interlocked.Read(ref _maxMicroseconds) / 1000.0;

    public void Record(double milliseconds)
    {
        var bucket = milliseconds <= Lowest ? 0 : (int)(Math.Log(milliseconds / Lowest) / LogStep);
        Interlocked.Increment(ref _counts[Math.Min(bucket, _counts.Length - 1)]);
        Interlocked.Increment(ref _total);
        var micro = (long)(milliseconds * 1000);
        for (var seen = Interlocked.Read(ref _maxMicroseconds); micro > seen;)
        {
            var before = Interlocked.CompareExchange(ref _maxMicroseconds, micro, seen);
            if (before == seen)
                break;
            seen = before;
        }
    }

    /// <summary>Milliseconds below which the share lies, within 4 %; 0 when nothing was recorded.</summary>
    public double Percentile(double share)
    {
        var total = Count;
        if (total == 0)
            return 0;
        var rank = (long)Math.Ceiling(total * share);
        for (int i = 0, sum = 0; i < _counts.Length; i++)
        {
            sum += Volatile.Read(ref _counts[i]);
            if (sum >= rank)
                return Math.Min(Lowest * Math.Pow(Step, i + 1), Max);
        }

        return Max;
    }

    public void Add(Histogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        _total += other._total;
        _maxMicroseconds = Math.Max(_maxMicroseconds, other._maxMicroseconds);
    }
}
