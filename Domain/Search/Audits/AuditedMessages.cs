using Collab.Domain.Holds;

namespace Collab.Domain.Search.Audits;

/// <summary>Finds and reads for audits: what is there, or what holds have kept of what is not.</summary>
public sealed class AuditedMessages(ISearchIndex index, FoundMessages found, IHeldIndex heldIndex, FoundHeld held)
{
    /// <summary>One page of hits, and their messages as far as they are stored.</summary>
    internal async Task<(SearchHits Hits, IReadOnlyList<FoundMessage> Messages)> FindAsync(AuditPermit permit, IndexSearch search, bool isHeld, CancellationToken ct)
    {
        var hits = await (isHeld ? heldIndex : index).SearchAsync(search, ct);
        return (hits, isHeld ? await held.ReadAsync(permit, hits.Hits, search, ct) : await found.ReadAsync(permit, hits.Hits, search, ct));
    }
}
