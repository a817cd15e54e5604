namespace Collab.Identity.FirstRun;

/// <summary>Where all nodes find the one first-run code.</summary>
public interface IFirstRunStore
{
    /// <summary>True when several nodes may use this store; an embedded one belongs to a single process.</summary>
    bool IsShared { get; }

    /// <summary>What is kept; null when there is nothing.</summary>
    Task<FirstRunEntry?> FindAsync(CancellationToken ct);

    /// <summary>Keeps an entry unless there is one: of nodes that start at once, one gets true.</summary>
    Task<bool> AddAsync(FirstRunEntry entry, CancellationToken ct);

    /// <summary>Keeps an entry in the place of any other.</summary>
    Task ReplaceAsync(FirstRunEntry entry, CancellationToken ct);

    /// <summary>Locks the entry and writes what it shall be; without one nothing happens.</summary>
    Task ChangeAsync(Func<FirstRunEntry, FirstRunEntry> decide, CancellationToken ct);

    /// <summary>Forgets it.</summary>
    Task RemoveAsync(CancellationToken ct);
}
