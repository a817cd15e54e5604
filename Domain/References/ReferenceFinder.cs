using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.References;

/// <summary>Finds what a new message may refer to: only what its author may read now.</summary>
public sealed class ReferenceFinder(StreamAccess access, IMessageStore messages, IReferenceStore references)
{
    // What is passed on again refers to where it began; a chain grows only where somebody did not see the beginning.
    private const int MaxSteps = 8;

    /// <summary>A message that is to be passed on or quoted was taken back.</summary>
    public static Error SourceRecalled { get; } =
        new Error.Conflict("message.source_recalled", "The message that this one refers to was recalled. Take it out, and send the rest.");

    /// <summary>The references to be stored. What the author does not see is <see cref="Error.NotFound"/>, as what does not exist.</summary>
    public async Task<Result<IReadOnlyList<MessageReference>>> FindAsync(Actor actor, IReadOnlyList<MessageReference> wanted, CancellationToken ct)
    {
        if (wanted.Any(w => !Enum.IsDefined(w.Kind)))
            return new Error.Invalid("reference.unknown", "A message forwards or quotes another.", "references");
        if (wanted.Count(w => w.Kind == ReferenceKind.Forward) > MessageReference.MaxForwards)
            return new Error.Invalid("message.too_many_forwards", "A message can forward one other message. Send the others each for itself.", "references");
        if (wanted.Count(w => w.Kind == ReferenceKind.Quote) > MessageReference.MaxQuotes)
            return new Error.Invalid("message.too_many_quotes", $"A message can quote at most {MessageReference.MaxQuotes} others.", "references");
        var found = new List<MessageReference>(wanted.Count);
        foreach (var reference in wanted)
        {
            if (!(await FindAsync(actor, reference, MaxSteps, ct)).TryGet(out var kept, out var error))
                return error;
            if (!found.Contains(kept))
                found.Add(kept);
        }

        return found;
    }

    private async Task<Result<MessageReference>> FindAsync(Actor actor, MessageReference wanted, int steps, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, wanted.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        var message = await messages.FindAsync(seat, wanted.Seq, ct);
        if (message is { State: MessageState.Recalled })
            return SourceRecalled;
        if (message is not { State: MessageState.Posted, Note: null })
            return new Error.NotFound();
        var hasWords = message.Text.Length > 0 || message.Attachments.Count > 0;
        // Whoever quotes words that stand with a forward means these words.
        if (!message.References.Contains(ReferenceKind.Forward) || (hasWords && wanted.Kind == ReferenceKind.Quote))
            return wanted;
        var original = await OriginalOfAsync(seat, wanted, steps, ct);
        // The words that somebody wrote with it can be passed on by those who see only these.
        return original.TryGet(out _, out _) || !hasWords ? original : wanted;
    }

    private async Task<Result<MessageReference>> OriginalOfAsync(Seat seat, MessageReference forward, int steps, CancellationToken ct)
    {
        var carried = await references.ListAsync(seat, [forward.Seq], ct);
        return steps > 0 && carried.SelectMany(c => c.References).FirstOrDefault(r => r.Kind == ReferenceKind.Forward) is { } original
            ? await FindAsync(seat.Actor, original with { Kind = forward.Kind }, steps - 1, ct)
            : new Error.NotFound();
    }
}
