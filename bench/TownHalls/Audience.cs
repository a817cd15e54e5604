using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.TownHalls;

/// <summary>
/// The viewers: each a WebSocket of its own to the node's hub. All of them count what comes and how long posts took; some
/// read everything, so that it can be compared with storage.
/// </summary>
internal sealed class Audience : IAsyncDisposable
{
    private readonly List<HubWire> _wires = [];
    private readonly List<Seen> _readers = [];
    private long _frames;
    private long _framesOfPosts;
    private long _bytes;
    private long _resyncs;
    private Histogram _posts = new();

    /// <summary>Those who read everything.</summary>
    public IReadOnlyList<Seen> Readers => _readers;

    public long Resyncs => Interlocked.Read(ref _resyncs);

    public int Lost => _wires.Count(w => w.Closed.IsCompleted);

    public async Task ComeAsync(Uri node, IReadOnlyList<Citizen> people, int readers, long stream, CancellationToken ct)
    {
        var seen = new Seen?[people.Count];
        var wires = new HubWire[people.Count];
        await Parallel.ForAsync(0, people.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (i, _) =>
        {
            wires[i] = await HubWire.ConnectAsync(node, people[i].Token, record => Take(record, Volatile.Read(ref seen[i])), ct);
            var answer = await wires[i].CallAsync("Subscribe", ct, stream.ToString(CultureInfo.InvariantCulture), null);
            // Nothing happens in the hall before everybody is there.
            if (i < readers)
                Volatile.Write(ref seen[i], new Seen(answer.GetProperty("value").GetProperty("version").GetInt64()));
        });
        _wires.AddRange(wires);
        _readers.AddRange(seen.OfType<Seen>());
    }

    /// <summary>What came since the last reading.</summary>
    public Arrived Take() => new(
        Interlocked.Exchange(ref _frames, 0), Interlocked.Exchange(ref _framesOfPosts, 0), Interlocked.Exchange(ref _bytes, 0), Interlocked.Exchange(ref _posts, new Histogram()));

    public async ValueTask DisposeAsync()
    {
        foreach (var wire in _wires)
            wire.Abort();
        foreach (var wire in _wires)
            await wire.DisposeAsync();
    }

    private void Take(ReadOnlyMemory<byte> record, Seen? reader)
    {
        var rest = record.Span;
        if (!rest.StartsWith("{\"type\":1,\"target\":\"events\""u8))
        {
            if (rest.StartsWith("{\"type\":1,\"target\":\"resync\""u8))
                Interlocked.Increment(ref _resyncs);
            return;
        }

        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _bytes, rest.Length);
        var hasPost = false;
        while (rest.IndexOf("{\"type\":\"message.posted\""u8) is var at and >= 0)
        {
            hasPost = true;
            rest = rest[(at + 10)..];
            if (rest.IndexOf("\"clientKey\":\""u8) is var keyAt and >= 0)
                Note(rest[(keyAt + "\"clientKey\":\"".Length)..]);
        }

        if (hasPost)
            Interlocked.Increment(ref _framesOfPosts);
        reader?.Take(record);
    }

    private void Note(ReadOnlySpan<byte> text)
    {
        var key = text[..text.IndexOf((byte)'"')];
        if (Utf8Parser.TryParse(key[(key.LastIndexOf((byte)'-') + 1)..], out long sentAt, out _))
            Volatile.Read(ref _posts).Record(Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
    }
}

/// <summary>What all viewers were sent in a time.</summary>
internal sealed record Arrived(long Frames, long FramesOfPosts, long Bytes, Histogram Posts);
