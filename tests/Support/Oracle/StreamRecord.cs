using System.Globalization;

namespace Collab.Support.Oracle;

/// <summary>A message as a client saw it come: its number, its id, and the stream's version that brought it.</summary>
public readonly record struct SeenMessage(long Seq, long Id, long Version);

/// <summary>
/// What one client saw of one stream, in the order in which it came. The promise is "in the order of the version, without
/// gaps and without repetition"; what breaks it is kept, whether or not storage turns out right.
/// </summary>
public sealed class StreamRecord(long stream)
{
    private const int MaxFaults = 5;

    private readonly Lock _lock = new();
    private readonly List<SeenMessage> _seen = [];
    private readonly List<string> _faults = [];

    public long Stream => stream;

    /// <summary>It was read up to this number when the client began to follow; what came before is not its concern.</summary>
    public long StartSeq { get; private set; }

    /// <summary>The version that was seen last.</summary>
    public long LastVersion { get; private set; }

    public bool HasBegun { get; private set; }

    /// <summary>The client lost its seat: what it misses from here on is right to be missing.</summary>
    public bool HasEnded { get; set; }

    /// <summary>How often it had to read history through the API because events were no longer kept.</summary>
    public int Reloads { get; private set; }

    public int SeenCount
    {
        get
        {
            lock (_lock)
                return _seen.Count;
        }
    }

    public IReadOnlyList<SeenMessage> Seen
    {
        get
        {
            lock (_lock)
                return [.. _seen];
        }
    }

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    /// <summary>Begins to follow after a number and a version.</summary>
    public void Begin(long seq, long version)
    {
        lock (_lock)
        {
            (StartSeq, LastVersion, HasBegun, HasEnded) = (seq, version, true, false);
            _seen.Clear();
        }
    }

    /// <summary>An event came that brought no new message; one that was gathered stands for all versions from its first on.</summary>
    public void Happened(long version, long fromVersion = 0)
    {
        lock (_lock)
            Advance(version, fromVersion == 0 ? version : fromVersion);
    }

    /// <summary>A new message came.</summary>
    public void Posted(SeenMessage message)
    {
        lock (_lock)
        {
            Advance(message.Version, message.Version);
            _seen.Add(message);
        }
    }

    /// <summary>The client read the messages after the last one from history, as of a version.</summary>
    public void Reload(IEnumerable<SeenMessage> messages, long version)
    {
        lock (_lock)
        {
            _seen.AddRange(messages);
            LastVersion = version;
            Reloads++;
        }
    }

    private void Advance(long version, long from)
    {
        if ((from > LastVersion + 1 || version <= LastVersion) && _faults.Count < MaxFaults)
        {
            var kind = version <= LastVersion ? "again or late" : "after a gap";
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"version {version} came {kind}: {LastVersion} was the last"));
        }

        LastVersion = Math.Max(LastVersion, version);
    }
}
