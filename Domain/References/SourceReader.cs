using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.References;

/// <summary>
/// Reads messages that others refer to as one person sees them. It enters each place through the one door, so that what keeps her
/// from reading there (no seat, recalled, deleted for herself, from before she joined) keeps her from reading it here.
/// </summary>
public sealed class SourceReader(StreamAccess access, IReferenceStore references, IMessageText texts)
{
    // Of a long text only its beginning is parsed: it is more than what is shown.
    private const int Parsed = 4 * SourceView.MaxExcerpt;
    private const int AtOnce = 8;

    /// <summary>All of them: each stream's rights are asked once, and its messages read together.</summary>
    public async Task<IReadOnlyDictionary<(StreamId Stream, long Seq), SourceView>> ReadAsync(Actor actor, IEnumerable<(StreamId Stream, long Seq)> sources, CancellationToken ct)
    {
        var seen = new Dictionary<(StreamId, long), SourceView>();
        foreach (var streams in sources.Distinct().GroupBy(s => s.Stream, s => s.Seq).Chunk(AtOnce))
        {
            foreach (var (stream, views) in await Task.WhenAll(streams.Select(async s => (s.Key, await ReadAsync(actor, s.Key, [.. s], ct)))))
            {
                foreach (var (seq, view) in views)
                    seen[(stream, seq)] = view;
            }
        }

        return seen;
    }

    private async Task<IReadOnlyList<(long Seq, SourceView View)>> ReadAsync(Actor actor, StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out _) || await PlaceOfAsync(seat, ct) is not { } place)
            return [.. seqs.Select(seq => (seq, SourceView.Invisible))];
        var found = (await references.ListSourcesAsync(seat, seqs, ct)).ToDictionary(m => m.Seq);
        return [.. seqs.Select(seq => (seq, found.TryGetValue(seq, out var message) ? ViewOf(message, seat.Stream, place) : SourceView.Invisible))];
    }

    private async Task<StreamView?> PlaceOfAsync(Seat seat, CancellationToken ct)
    {
        if (seat.Stream.Kind != StreamKind.Thread)
            return seat.Stream;
        return seat.Stream.Parent is { } parent && (await access.EnterAsync(seat.Actor, parent, ct)).TryGet(out var above, out _) ? above.Stream : null;
    }

    private SourceView ViewOf(MessageView message, StreamView stream, StreamView place) =>
        message switch
        {
            { State: MessageState.Posted, Note: null } => new SourceView(SourceState.Visible)
            {
                Stream = message.Stream,
                Seq = message.Seq,
                Author = message.Author,
                PostedAt = message.PostedAt,
                Excerpt = ExcerptOf(message.Text),
                Files = message.Attachments.Count,
                Place = place,
                RootSeq = stream.Kind == StreamKind.Thread ? stream.ParentSeq : null,
            },
            { State: MessageState.Recalled } => SourceView.Recalled,
            _ => SourceView.Invisible,
        };

    private string ExcerptOf(string text)
    {
        var said = texts.Parse(Beginning(text, Parsed)).PlainText.Trim();
        return said.Length <= SourceView.MaxExcerpt ? said : Beginning(said, SourceView.MaxExcerpt) + "…";
    }

    // Never in the middle of what is one character to people.
    private static string Beginning(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var starts = StringInfo.ParseCombiningCharacters(text[..(length + 1)]);
        return text[..starts[^1]];
    }
}
