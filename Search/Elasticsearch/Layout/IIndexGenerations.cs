using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>
/// Building the whole anew beside what searches use. Begin, wait for <see cref="Settling"/>, put every message of
/// storage, compare, switch. From the beginning on all nodes write each change to both, and the higher revision stays,
/// so that it does not matter what of storage was read before a change and what after it.
/// </summary>
internal interface IIndexGenerations
{
    /// <summary>So long after <see cref="BeginAsync"/> all nodes write to the new generation; storage read sooner may lack a change.</summary>
    static readonly TimeSpan Settling = IndexMapReader.Remembered * 2;

    /// <summary>The generation that is being built; null when none is.</summary>
    Task<string?> FindBuildingAsync(CancellationToken ct);

    /// <summary>Begins one and gives its name; that of the one there is when there is one.</summary>
    /// <param name="boundaries">The ids at which its indices begin, the first one's left out: as many messages each as fit; null for those of the current generation.</param>
    /// <param name="ct">Cancels.</param>
    Task<string> BeginAsync(IReadOnlyList<MessageId>? boundaries, CancellationToken ct);

    /// <summary>Makes changes in the one that is being built, and there alone.</summary>
    Task PutBuildingAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct);

    /// <summary>How many messages of each of these streams it has, to compare with storage.</summary>
    Task<IReadOnlyDictionary<StreamId, long>> CountBuildingAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct);

    /// <summary>Lets searches use it, and deletes the generation before, both in one step.</summary>
    Task SwitchAsync(CancellationToken ct);

    /// <summary>Gives it up and deletes it.</summary>
    Task AbandonAsync(CancellationToken ct);
}
