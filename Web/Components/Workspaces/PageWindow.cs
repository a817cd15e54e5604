using Collab.Domain.Shared;

namespace Collab.Web.Components.Workspaces;

/// <summary>At most two pages of a list by keyset: one goes on at either end, and what is far away is let go. Pure.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class PageWindow<T>
{
    // Pages of a search may be empty with more behind them; so many are read before the reader is asked to go on.
    private const int MaxEmpty = 5;
    private const int MaxPages = 2;

    private readonly List<(string? Start, IReadOnlyList<T> Items, string? Next)> _pages = [];
    private readonly Stack<string?> _before = [];
    private Func<string?, Task<Page<T>?>> _read = _ => Task.FromResult<Page<T>?>(null);
    private int _ticket;

    /// <summary>What is shown.</summary>
    public IEnumerable<T> Items => _pages.SelectMany(p => p.Items);

    /// <summary>Nothing is there.</summary>
    public bool IsEmpty => _pages.Count > 0 && _pages.All(p => p.Items.Count == 0);

    /// <summary>There is more after the last.</summary>
    public bool HasMore => _pages is [.., (_, _, not null)];

    /// <summary>There is more before the first.</summary>
    public bool HasEarlier => _before.Count > 0;

    /// <summary>Begins a list anew; answers for the one before come too late then. A reader without an answer gives null.</summary>
    public async Task StartAsync(Func<string?, Task<Page<T>?>> read)
    {
        (_read, var ticket) = (read, ++_ticket);
        if (await FindAsync(null) is not { } page || ticket != _ticket)
            return;
        _before.Clear();
        _pages.Clear();
        _pages.Add(page);
    }

    /// <summary>Reads what is shown again.</summary>
    public async Task RefreshAsync()
    {
        var ticket = _ticket;
        for (var i = 0; i < _pages.Count; i++)
        {
            if (await _read(_pages[i].Start) is not { } page || ticket != _ticket || i >= _pages.Count)
                return;
            _pages[i] = (_pages[i].Start, page.Items, page.Next?.ToString());
        }
    }

    /// <summary>Goes on after the last.</summary>
    public async Task MoreAsync()
    {
        var ticket = _ticket;
        if (!HasMore || await FindAsync(_pages[^1].Next) is not { } page || ticket != _ticket)
            return;
        _pages.Add(page);
        if (_pages.Count <= MaxPages)
            return;
        _before.Push(_pages[0].Start);
        _pages.RemoveAt(0);
    }

    /// <summary>Goes back before the first.</summary>
    public async Task EarlierAsync()
    {
        var ticket = _ticket;
        if (!HasEarlier || await FindAsync(_before.Peek()) is not { } page || ticket != _ticket)
            return;
        _before.Pop();
        _pages.Insert(0, page);
        if (_pages.Count > MaxPages)
            _pages.RemoveAt(_pages.Count - 1);
    }

    private async Task<(string? Start, IReadOnlyList<T> Items, string? Next)?> FindAsync(string? start)
    {
        for (var i = 0; ; i++)
        {
            if (await _read(start) is not { } page)
                return null;
            if (page.Items.Count > 0 || page.Next is null || i == MaxEmpty)
                return (start, page.Items, page.Next?.ToString());
            start = page.Next.ToString();
        }
    }
}
