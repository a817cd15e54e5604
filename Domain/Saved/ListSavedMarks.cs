using Collab.Domain.Shared;

namespace Collab.Domain.Saved;

/// <summary>Tells which messages one keeps, for a page that marks them.</summary>
public sealed class ListSavedMarks(ISavedMessages saved)
{
    /// <summary>All of them, at most <see cref="SavedMessage.MaxPerPerson"/>.</summary>
    public Task<IReadOnlyList<SavedMessage>> ExecuteAsync(Actor actor, CancellationToken ct) => saved.ListAllAsync(actor.User, ct);
}
