using System.Collections.Concurrent;
using Collab.Web.Hosting.Draining;

namespace Collab.Web.Realtime;

/// <summary>
/// The pages that are open on this node. When the node is told to stop, each is asked to look for another node and load
/// itself again there; a page that finds none within seconds stays, and comes back by itself when a server answers.
/// </summary>
public sealed class OpenPages(TimeProvider time) : IDrainParticipant
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<object, Func<Task>> _pages = new();
    private long? _askedAt;

    /// <inheritdoc />
    public int Open => _askedAt is { } asked && time.GetElapsedTime(asked) > Patience ? 0 : _pages.Count;

    /// <summary>How many pages are open.</summary>
    public int Count => _pages.Count;

    /// <summary>Counts a page until it is disposed; <paramref name="move"/> asks it to go elsewhere.</summary>
    public IDisposable Add(Func<Task> move)
    {
        var page = new Page(this);
        _pages[page] = move;
        return page;
    }

    /// <inheritdoc />
    public Task AskToLeaveAsync(CancellationToken ct)
    {
        _askedAt = time.GetTimestamp();
        return Task.WhenAll(_pages.Values.Select(move => move()));
    }

    private sealed class Page(OpenPages owner) : IDisposable
    {
        public void Dispose() => owner._pages.TryRemove(this, out _);
    }
}
