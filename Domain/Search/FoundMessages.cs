using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>
/// Reads what was found from storage, through the rights of the person who asks: an index that is behind, or wrong, shows
/// nobody anything.
/// </summary>
public sealed class FoundMessages(StreamAccess access, IMessageStore messages, SearchDocuments documents, ISearchExcerpts excerpts, AttachedTexts files)
{
    private const int ExcerptLength = 260;

    /// <summary>The messages of hits, in their order, without those that are not there for her any more.</summary>
    public async Task<IReadOnlyList<FoundMessage>> ReadAsync(Actor actor, IReadOnlyList<SearchHit> hits, IndexSearch search, CancellationToken ct)
    {
        var entered = await EnterAsync(actor, StreamsOf(hits), ct);
        return await ReadAsync(entered, hits, search, ct);
    }

    /// <summary>The messages of hits in an audit, wherever they are; without those that are not there any more.</summary>
    public async Task<IReadOnlyList<FoundMessage>> ReadAsync(AuditPermit permit, IReadOnlyList<SearchHit> hits, IndexSearch search, CancellationToken ct)
    {
        var entered = await EnterAsync(StreamsOf(hits), id => access.EnterAsync(permit, id, ct));
        return await ReadAsync(entered, hits, search, ct);
    }

    /// <summary>Seats in those of the streams that she may enter.</summary>
    public Task<IReadOnlyDictionary<StreamId, Seat>> EnterAsync(Actor actor, IEnumerable<StreamId> streams, CancellationToken ct) =>
        EnterAsync(streams, id => access.EnterAsync(actor, id, ct));

    private static async Task<IReadOnlyDictionary<StreamId, Seat>> EnterAsync(IEnumerable<StreamId> streams, Func<StreamId, Task<Result<Seat>>> enter)
    {
        var seats = await Task.WhenAll(streams.Distinct().Select(async id => (Id: id, Entered: await enter(id))));
        return seats.Where(s => s.Entered.IsOk).ToDictionary(s => s.Id, s => s.Entered.Value);
    }

    private static IEnumerable<StreamId> StreamsOf(IReadOnlyList<SearchHit> hits) => hits.SelectMany(h => new[] { h.Stream, h.Place });

    private async Task<IReadOnlyList<FoundMessage>> ReadAsync(IReadOnlyDictionary<StreamId, Seat> entered, IReadOnlyList<SearchHit> hits, IndexSearch search, CancellationToken ct)
    {
        var found = await Task.WhenAll(
            hits.Where(h => entered.ContainsKey(h.Stream) && entered.ContainsKey(h.Place)).Select(h => ReadAsync(entered[h.Stream], entered[h.Place].Stream, h, search, ct)));
        return [.. found.OfType<FoundMessage>()];
    }

    private async Task<FoundMessage?> ReadAsync(Seat seat, StreamView place, SearchHit hit, IndexSearch search, CancellationToken ct)
    {
        var message = await messages.FindAsync(seat, hit.Seq, ct);
        if (message is not { Note: null } || message.Id != hit.Id || !IsShown(message, seat.Actor, search))
            return null;
        return await ExplainAsync(message, place, hit, search, ct);
    }

    /// <summary>Says why a message was found, to one who may read it.</summary>
    internal async Task<FoundMessage> ExplainAsync(MessageView message, StreamView place, SearchHit hit, IndexSearch search, CancellationToken ct)
    {
        var excerpt = excerpts.Cut(documents.TextOf(message), search.Wanted, search.IsFuzzy, ExcerptLength);
        var found = new FoundMessage(message, place, hit.RootSeq, excerpt, hit.Score);
        return excerpt.Marks.Count == 0 && message.Attachments.Count > 0 ? await InFileAsync(found, search, ct) : found;
    }

    // Of what was recalled one is shown that it was, when one asks for it and did it oneself.
    private static bool IsShown(MessageView message, Actor actor, IndexSearch search) =>
        message.State == MessageState.Posted
        || (message is { State: MessageState.Recalled, Recall: { IsRemoval: false } recall } && recall.By == actor.User && RecalledClauses.IsAskedFor(search.Wanted));

    // Its own words do not say why it was found: perhaps the name of a file does, or what is in it. A store that is away says nothing.
    private async Task<FoundMessage> InFileAsync(FoundMessage found, IndexSearch search, CancellationToken ct)
    {
        foreach (var file in found.Message.Attachments)
        {
            if (excerpts.Cut(SearchDocuments.TextOf(file), search.Wanted, search.IsFuzzy, ExcerptLength) is { Marks.Count: > 0 } excerpt)
                return found with { Excerpt = excerpt };
        }

        try
        {
            foreach (var (file, text) in await files.ReadAsync(found.Message, found.Place.Id, ct))
            {
                if (excerpts.Cut(text, search.Wanted, search.IsFuzzy, ExcerptLength) is { Marks.Count: > 0 } excerpt)
                    return found with { Excerpt = excerpt, File = file };
            }
        }
        catch (OutageException)
        {
            // The message is there all the same.
        }

        return found;
    }
}

/// <summary>A message that was found.</summary>
/// <param name="Message">The message as it is now.</param>
/// <param name="Place">Its channel or chat.</param>
/// <param name="RootSeq">For a reply: its root's number there. Hits of the same root belong to one thread.</param>
/// <param name="Excerpt">Why it was found.</param>
/// <param name="Score">How well it matches; 0 when sorted by age.</param>
public sealed record FoundMessage(MessageView Message, StreamView Place, long? RootSeq, SearchExcerpt Excerpt, double Score)
{
    /// <summary>The file that the excerpt is from; null when it is from the message itself.</summary>
    public Attachment? File { get; init; }

    /// <summary>In an audit: what a hold has kept, when the message is gone for everybody else.</summary>
    public HeldMessage? Held { get; init; }
}
