using System.Collections.Concurrent;

namespace Collab.Support.Oracle;

/// <summary>What one client saw, per stream.</summary>
/// <param name="name">For findings.</param>
/// <param name="user">Whose client it is.</param>
public sealed class FollowerRecord(string name, long user)
{
    private readonly ConcurrentDictionary<long, StreamRecord> _streams = new();

    public string Name => name;

    public long User => user;

    public IEnumerable<StreamRecord> Streams => _streams.Values;

    public StreamRecord Of(long stream) => _streams.GetOrAdd(stream, id => new StreamRecord(id));
}
