using Collab.Domain.Search;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Holds;

/// <summary>Reads what was found in the index of holds from storage, for an audit: an index that is behind shows nothing that is not kept any more.</summary>
public sealed class FoundHeld(StreamAccess access, IHeldMessages held, FoundMessages found)
{
    /// <summary>The messages of hits, in their order, without those that are not kept any more.</summary>
    internal async Task<IReadOnlyList<FoundMessage>> ReadAsync(AuditPermit permit, IReadOnlyList<SearchHit> hits, IndexSearch search, CancellationToken ct)
    {
        var places = new Dictionary<StreamId, StreamView>();
        foreach (var id in hits.Select(h => h.Place).Distinct())
        {
            if ((await access.EnterAsync(permit, id, ct)).TryGet(out var seat, out _))
                places[id] = seat.Stream;
        }

        var kept = new Dictionary<HeldKey, HeldMessage>();
        foreach (var ofStream in hits.Where(h => places.ContainsKey(h.Place)).GroupBy(h => h.Stream))
        {
            foreach (var (seq, message) in await held.FindAsync(permit, ofStream.Key, [.. ofStream.Select(h => h.Seq)], ct))
                kept[new HeldKey(ofStream.Key, seq)] = message;
        }

        var messages = new List<FoundMessage>();
        foreach (var hit in hits)
        {
            if (kept.TryGetValue(new HeldKey(hit.Stream, hit.Seq), out var message) && message.Message.Id == hit.Id && message.Place == hit.Place)
                messages.Add(await ExplainAsync(message, places[hit.Place], hit, search, ct) with { Message = message.Message, Held = message });
        }

        return messages;
    }

    // The texts are not shown as one: a sentence that nobody wrote must not stand in an audit.
    private async Task<FoundMessage> ExplainAsync(HeldMessage message, StreamView place, SearchHit hit, IndexSearch search, CancellationToken ct)
    {
        var last = await found.ExplainAsync(message.Message, place, hit, search, ct);
        if (last.Excerpt.Marks.Count > 0)
            return last;
        foreach (var edit in message.Edits.Reverse())
        {
            var earlier = await found.ExplainAsync(message.Message with { Text = edit.Text, Html = edit.Html, Attachments = [] }, place, hit, search, ct);
            if (earlier.Excerpt.Marks.Count > 0)
                return earlier;
        }

        return last;
    }
}
