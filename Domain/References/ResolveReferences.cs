using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.References;

/// <summary>Says what messages of a stream refer to, as far as the reader may see it.</summary>
public sealed class ResolveReferences(StreamAccess access, IReferenceStore references, SourceReader sources)
{
    /// <summary>Most messages that are asked about at once.</summary>
    public const int MaxSeqs = 100;

    /// <summary>One view for each reference of those among the messages that she sees, by their numbers and in the authors' order.</summary>
    public async Task<Result<IReadOnlyList<ReferenceView>>> ExecuteAsync(Actor actor, StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (seqs.Count > MaxSeqs)
            return new Error.Invalid("references.too_many", $"Ask about at most {MaxSeqs} messages at once.", "to");
        var carried = await references.ListAsync(seat, seqs, ct);
        var seen = await sources.ReadAsync(actor, carried.SelectMany(c => c.References).Select(r => (r.Stream, r.Seq)), ct);
        return Result.Of<IReadOnlyList<ReferenceView>>(
            [.. carried.OrderBy(c => c.Seq).SelectMany(c => c.References.Select((r, position) => new ReferenceView(c.Seq, position, r.Kind, seen[(r.Stream, r.Seq)])))]);
    }
}

/// <summary>One reference as its reader sees it.</summary>
/// <param name="Seq">The message that refers.</param>
/// <param name="Position">Which of its references, from 0.</param>
/// <param name="Kind">How it refers.</param>
/// <param name="Source">To what, as far as the reader may see it.</param>
public sealed record ReferenceView(long Seq, int Position, ReferenceKind Kind, SourceView Source);
