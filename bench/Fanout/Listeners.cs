using System.Buffers.Text;
using System.Diagnostics;
using Collab.Support.Crowd;

namespace Collab.Bench.Fanout;

/// <summary>
/// Many live connections that only count what comes and how long it took. They do not read the events as programs would:
/// the generator's own work must stay small beside what it measures, on both sides the same.
/// </summary>
internal sealed class Listeners : IAsyncDisposable
{
    private readonly List<HubWire> _wires = [];
    private long _received;
    private Histogram _times = new();
    private TaskCompletionSource? _awaited;
    private long _target;

    public IReadOnlyList<HubWire> Wires => _wires;

    public long Received => Interlocked.Read(ref _received);

    /// <summary>The times of deliveries since the last reading.</summary>
    public Histogram TakeTimes() => Interlocked.Exchange(ref _times, new Histogram());

    /// <summary>The last record that came, for whoever wants to send the same bytes.</summary>
    public byte[] Sample { get; private set; } = [];

    public async Task ConnectAsync(int count, Func<int, Uri> node, Func<int, string> token, Func<int, HubWire, Task> begin, Action<int, ReadOnlyMemory<byte>>? also, CancellationToken ct)
    {
        var made = new HubWire[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (i, _) =>
        {
            made[i] = await HubWire.ConnectAsync(node(i), token(i), record => Take(i, record, also), ct);
            await begin(i, made[i]);
        });
        _wires.AddRange(made);
    }

    /// <summary>Completes when so many messages more have come than when it was asked.</summary>
    public async Task NextAsync(long count, CancellationToken ct)
    {
        var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _target, Received + count);
        Volatile.Write(ref _awaited, awaited);
        try
        {
            await awaited.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Within 30 s {count - _target + Received} of {count} had the message; {_wires.Count(w => w.Closed.IsCompleted)} connections are lost.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var wire in _wires)
            wire.Abort();
        foreach (var wire in _wires)
            await wire.DisposeAsync();
    }

    private void Take(int number, ReadOnlyMemory<byte> record, Action<int, ReadOnlyMemory<byte>>? also)
    {
        if (!record.Span.StartsWith("{\"type\":1,\"target\":\"events\""u8))
            return;
        if (number == 0)
            Sample = record.ToArray();
        var rest = record.Span;
        while (rest.IndexOf("\"clientKey\":\""u8) is var at and >= 0)
        {
            rest = rest[(at + "\"clientKey\":\"".Length)..];
            var key = rest[..rest.IndexOf((byte)'"')];
            if (!Utf8Parser.TryParse(key[(key.LastIndexOf((byte)'-') + 1)..], out long sentAt, out _))
                continue;
            Volatile.Read(ref _times).Record(Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
            if (Interlocked.Increment(ref _received) == Volatile.Read(ref _target))
                Volatile.Read(ref _awaited)?.TrySetResult();
        }

        also?.Invoke(number, record);
    }
}
