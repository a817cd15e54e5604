using Collab.Domain.Receipts;
using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// Whether times of reading are kept, for those who store markers: known again every second, and as it was known last while
/// the directory is away, because reading goes on then.
/// </summary>
internal sealed class KeptTimes(IReceiptPolicyStore policies, MarkerPace pace)
{
    private long _askedAt = long.MinValue;
    private volatile bool _areKept;

    public async ValueTask<bool> AreKeptAsync()
    {
        var now = TimeProvider.System.GetElapsedTime(0).Ticks;
        var last = Interlocked.Read(ref _askedAt);
        if (last != long.MinValue && now - last < pace.Stream.Ticks)
            return _areKept;
        try
        {
            _areKept = (await policies.FindAsync(CancellationToken.None)).KeepsTimes; // it serves many
            Interlocked.Exchange(ref _askedAt, now);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            // It is asked again before the next markers.
        }

        return _areKept;
    }
}
