using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>The people whom a part of a page shows. Changes come with the circuit's other mail, at most ten times a second.</summary>
public sealed class ScreenPeople : IDisposable
{
    private readonly PeopleWatch _watch;
    private readonly Action _onChanged;
    private readonly Action<ScreenPeople> _onDisposed;
    private bool _isOver;

    internal ScreenPeople(Availability availability, Action<Notice> post, Action onChanged, Action<ScreenPeople> onDisposed)
    {
        (_onChanged, _onDisposed) = (onChanged, onDisposed);
        _watch = availability.Watch(_ => post(new Moved(this)));
    }

    /// <summary>Whom it shows.</summary>
    public IReadOnlyCollection<UserId> Users => _watch.Users;

    /// <summary>Shows these people, and nobody else.</summary>
    public void Set(IEnumerable<UserId> users)
    {
        if (!_isOver)
            _watch.Set(users);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _isOver = true;
        _watch.Dispose();
        _onDisposed(this);
    }

    internal void Tell()
    {
        if (!_isOver)
            _onChanged();
    }

    /// <summary>Some of them changed. It comes from the node itself, never over the bus.</summary>
    internal sealed record Moved(ScreenPeople People) : Notice;
}
